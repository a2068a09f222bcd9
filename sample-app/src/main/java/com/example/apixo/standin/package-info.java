/** A gateway to develop against offline: real HTTP and server-sent events on loopback. */
@NullMarked
package com.example.apixo.standin;

import org.jspecify.annotations.NullMarked;
