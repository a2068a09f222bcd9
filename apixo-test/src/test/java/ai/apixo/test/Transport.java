package ai.apixo.test;

/**
 * How a client reaches the gateway.
 */
enum Transport {

	SOCKET {

		@Override
		MockApixoGateway gateway() {
			return MockApixoGateway.start();
		}

	},

	MEMORY {

		@Override
		MockApixoGateway gateway() {
			return MockApixoGateway.inMemory();
		}

	};

	abstract MockApixoGateway gateway();

}
