/** One chat message, from the page to the gateway and back. */
@NullMarked
package com.example.apixo.chat;

import org.jspecify.annotations.NullMarked;
