/**
 * Tools of servers of the Model Context Protocol.
 */
@NullMarked
package ai.apixo.tool.mcp;

import org.jspecify.annotations.NullMarked;
