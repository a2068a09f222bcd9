/**
 * The reactive Messages client and its only implementation: request, head, retry, stream
 * decoding, limits. It needs WebFlux, Reactor and Resilience4j only, so
 * {@link ai.apixo.client.ApixoMessagesClient#builder()} works in any application.
 */
@NullMarked
package ai.apixo.client;

import org.jspecify.annotations.NullMarked;
