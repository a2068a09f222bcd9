package ai.apixo.relay;

import org.springframework.util.unit.DataSize;

/**
 * The stores that behave alike.
 */
enum TestStore {

	MEMORY {

		@Override
		RelayStore create() {
			return new MemoryRelayStore(DataSize.ofMegabytes(64));
		}

	};

	/**
	 * Create a store that nobody else uses.
	 * @return the store
	 */
	abstract RelayStore create();

	ApixoRelay relay() {
		return ApixoRelay.builder().store(create()).build();
	}

}
