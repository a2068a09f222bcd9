/**
 * Answers as records: the schema of a type, the request that asks for it, and what the
 * answer binds to. What the gateway sends belongs to {@link ai.apixo.messages}.
 */
@NullMarked
package ai.apixo.structured;

import org.jspecify.annotations.NullMarked;
