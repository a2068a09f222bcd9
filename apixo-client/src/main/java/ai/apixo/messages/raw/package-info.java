/**
 * JSON exactly as it arrived: exact values, and the fields that this version does not
 * know.
 */
@NullMarked
package ai.apixo.messages.raw;

import org.jspecify.annotations.NullMarked;
