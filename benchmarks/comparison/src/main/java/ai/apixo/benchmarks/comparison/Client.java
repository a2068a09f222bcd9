package ai.apixo.benchmarks.comparison;

/**
 * A client in the comparison.
 *
 * @param name how the table calls it
 * @param module the module that holds it
 * @param mainClass what runs it
 * @param manyStreams whether it can hold 10,000 streams, which clients with a thread for
 * each cannot
 */
record Client(String name, String module, String mainClass, boolean manyStreams) {

}
