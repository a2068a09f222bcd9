package ai.apixo.limit;

/**
 * An open call, as a store knows it.
 *
 * @param id the id
 * @param granted when it was granted, in milliseconds of the store's clock
 * @param input the input tokens that were booked
 * @param output the output tokens that were booked
 * @param afterRefusal whether it was granted while a refusal was not yet forgotten, so
 * that its response says whether the key may be used again
 */
record Lease(String id, long granted, long input, long output, boolean afterRefusal) {

	long second() {
		return Math.floorDiv(this.granted, SecondSlots.MILLIS);
	}

}
