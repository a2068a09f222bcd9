/**
 * Tests of the package of the same name.
 */
@NullMarked
package ai.apixo.tool.mcp;

import org.jspecify.annotations.NullMarked;
