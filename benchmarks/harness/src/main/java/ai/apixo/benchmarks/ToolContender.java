package ai.apixo.benchmarks;

import java.util.function.UnaryOperator;

/**
 * A tool runner, streaming, as its pages tell to use it.
 */
@FunctionalInterface
public interface ToolContender {

	/**
	 * Ask for the weather in Lisbon.
	 * @param baseUrl the address of the gateway
	 * @param weather what the tool does with its city
	 * @return how the run ended
	 * @throws Exception what the user of the runner gets
	 */
	String run(String baseUrl, UnaryOperator<String> weather) throws Exception;

}
