/**
 * The reactive Messages client and its only implementation: request, head, retry, stream
 * decoding, limits. It requires only WebFlux, Reactor and Resilience4j, so
 * {@link ai.apixo.client.ApixoMessagesClient#builder()} works in any application. Which
 * packages are API for applications is in {@code docs/public-api.md}.
 */
@NullMarked
package ai.apixo.client;

import org.jspecify.annotations.NullMarked;
