/**
 * Sets the HTTP clients of Reactor Netty and Jetty up for a gateway. The only package
 * that imports either. Public for other packages of this library; an application needs
 * nothing of it but {@code ReactorNettyGateway.configure}, and that only for event loops
 * of its own without Spring Boot.
 */
@NullMarked
package ai.apixo.client.connector;

import org.jspecify.annotations.NullMarked;
