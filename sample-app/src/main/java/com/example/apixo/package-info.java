/** A chat page on WebFlux that streams from APIXO. */
@NullMarked
package com.example.apixo;

import org.jspecify.annotations.NullMarked;
