/**
 * What clients share, from the start of an application to its end. Public for the
 * auto-configuration and other packages of this library; applications have no need of it.
 */
@NullMarked
package ai.apixo.client.lifecycle;

import org.jspecify.annotations.NullMarked;
