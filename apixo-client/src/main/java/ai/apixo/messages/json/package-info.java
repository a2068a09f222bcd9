/**
 * Hand-written readers and writers between the types of the Messages API and JSON, as one
 * Jackson module.
 */
@NullMarked
package ai.apixo.messages.json;

import org.jspecify.annotations.NullMarked;
