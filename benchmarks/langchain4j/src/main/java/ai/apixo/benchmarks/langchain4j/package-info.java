/**
 * LangChain4j.
 */
@NullMarked
package ai.apixo.benchmarks.langchain4j;

import org.jspecify.annotations.NullMarked;
