/**
 * The HTTP clients of Reactor Netty and Jetty.
 */
@NullMarked
package ai.apixo.client.connector;

import org.jspecify.annotations.NullMarked;
