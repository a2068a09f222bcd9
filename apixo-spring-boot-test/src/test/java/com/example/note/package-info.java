/**
 * An application that uses the starter, and its tests, as the README shows them.
 */
@NullMarked
package com.example.note;

import org.jspecify.annotations.NullMarked;
