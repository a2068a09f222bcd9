/**
 * Runs tools: a whole run of questions, calls and results as one stream. The types by
 * which a request <em>declares</em> tools belong to {@link ai.apixo.messages.tool}.
 */
@NullMarked
package ai.apixo.tool;

import org.jspecify.annotations.NullMarked;
