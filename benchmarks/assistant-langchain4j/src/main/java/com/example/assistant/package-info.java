/**
 * The small assistant whose lines the documentation counts.
 */
@NullMarked
package com.example.assistant;

import org.jspecify.annotations.NullMarked;
