/**
 * The reactive Messages client and its only implementation: request, head, retry, stream
 * decoding, limits. It knows WebFlux, Reactor and Resilience4j and nothing of Spring
 * Boot, so {@link ai.apixo.client.ApixoMessagesClient#builder()} works without it.
 */
@NullMarked
package ai.apixo.client;

import org.jspecify.annotations.NullMarked;
