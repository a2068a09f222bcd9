/** The first example of the README, to be read in a browser. */
@NullMarked
package com.example.note;

import org.jspecify.annotations.NullMarked;
