/**
 * Responses that survive a reload: started once, watched from any number of tabs and
 * replicas, resumed at the exact event, and stopped from the server. The application
 * provides the events.
 */
@NullMarked
package ai.apixo.relay;

import org.jspecify.annotations.NullMarked;
