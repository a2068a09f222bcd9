/**
 * An application that uses the starter, and its test, as the README shows them.
 */
@NullMarked
package com.example.release;

import org.jspecify.annotations.NullMarked;
