/**
 * A short program for each use of the client.
 */
@NullMarked
package com.example;

import org.jspecify.annotations.NullMarked;
