/**
 * The tool runner: a whole run of requests, calls and results as one stream. For the
 * types with which a request <em>declares</em> tools, see {@link ai.apixo.messages.tool}.
 */
@NullMarked
package ai.apixo.tool;

import org.jspecify.annotations.NullMarked;
