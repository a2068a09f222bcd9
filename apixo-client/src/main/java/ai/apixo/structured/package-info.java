/**
 * Responses as records: deriving the schema of a type, requesting it, and binding the
 * response. For the types on the wire, see {@link ai.apixo.messages}.
 */
@NullMarked
package ai.apixo.structured;

import org.jspecify.annotations.NullMarked;
