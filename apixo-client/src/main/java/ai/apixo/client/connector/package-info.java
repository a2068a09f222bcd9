/**
 * What the HTTP clients of Reactor Netty and Jetty need to talk to a gateway. The only
 * package that imports either. For use within this library.
 */
@NullMarked
package ai.apixo.client.connector;

import org.jspecify.annotations.NullMarked;
