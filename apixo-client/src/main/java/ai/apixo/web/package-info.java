/**
 * Responses and failures of the client in the web layer of an application, WebFlux or
 * Spring MVC.
 */
@NullMarked
package ai.apixo.web;

import org.jspecify.annotations.NullMarked;
