package ai.apixo.client.decode;

/**
 * How a gateway spells a delta, and so which reader takes it.
 *
 * @since 0.1.0
 */
public enum Spelling {

	/**
	 * Compared with a template.
	 */
	COMMON {

		@Override
		String delta(String text) {
			return "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"" + text
					+ "\"}}";
		}

	},

	/**
	 * Read key by key.
	 */
	SORTED_AND_SPACED {

		@Override
		String delta(String text) {
			return "{ \"delta\": { \"text\": \"" + text
					+ "\", \"type\": \"text_delta\" }, \"index\": 0, \"type\": \"content_block_delta\" }";
		}

	},

	/**
	 * Read by Jackson.
	 */
	GENERAL {

		@Override
		String delta(String text) {
			return "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"signature_delta\",\"signature\":\""
					+ text + "\"}}";
		}

	};

	abstract String delta(String text);

}
