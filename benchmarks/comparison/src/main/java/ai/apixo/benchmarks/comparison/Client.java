package ai.apixo.benchmarks.comparison;

import java.util.List;

/**
 * A client in the comparison.
 *
 * @param name how the table calls it
 * @param module the module that holds it
 * @param mainClass what runs it
 * @param scenarios what it is measured with
 */
record Client(String name, String module, String mainClass, List<String> scenarios) {

	boolean hasAny(List<String> others) {
		return others.stream().anyMatch(this.scenarios::contains);
	}

}
