package ai.apixo.limit;

/**
 * A question for a turn, as a store gets it.
 *
 * @param lease the id that an open call will have
 * @param numbers the numbers to judge by
 * @param input the estimated number of input tokens
 * @param output the estimated number of output tokens
 * @param age the age of the call in milliseconds: the age crosses the wire, not the time
 * of arrival, because clocks differ
 */
record Ask(String lease, Numbers numbers, long input, long output, long age) {

}
