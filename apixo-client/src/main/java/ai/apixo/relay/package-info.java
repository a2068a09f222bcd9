/**
 * Answers that survive their browser: started once, watched from any number of tabs and
 * replicas, resumed at the very event, stopped from the server. Where the events come
 * from belongs to the application.
 */
@NullMarked
package ai.apixo.relay;

import org.jspecify.annotations.NullMarked;
