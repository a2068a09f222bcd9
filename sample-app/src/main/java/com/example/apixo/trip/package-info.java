/** A plan as records, whose stops reach the page one by one. */
@NullMarked
package com.example.apixo.trip;

import org.jspecify.annotations.NullMarked;
