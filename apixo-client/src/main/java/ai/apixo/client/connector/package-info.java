/**
 * Sets the HTTP clients of Reactor Netty and Jetty up for a gateway. The only package
 * that imports either. Public for other packages of this library; applications have no
 * need of it, but for {@code ReactorNettyGateway.configure} where they have event loops
 * of their own without Spring Boot.
 */
@NullMarked
package ai.apixo.client.connector;

import org.jspecify.annotations.NullMarked;
