/**
 * The web layer of applications that use the client.
 */
@NullMarked
package ai.apixo.web;

import org.jspecify.annotations.NullMarked;
