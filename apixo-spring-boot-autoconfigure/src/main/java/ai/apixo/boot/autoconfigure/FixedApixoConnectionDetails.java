package ai.apixo.boot.autoconfigure;

/**
 * {@link ApixoConnectionDetails} that do not change. Not a record, whose text would show
 * the key.
 */
final class FixedApixoConnectionDetails implements ApixoConnectionDetails {

	private final String baseUrl;

	private final String apiKey;

	FixedApixoConnectionDetails(String baseUrl, String apiKey) {
		this.baseUrl = baseUrl;
		this.apiKey = apiKey;
	}

	@Override
	public String getBaseUrl() {
		return this.baseUrl;
	}

	@Override
	public String getApiKey() {
		return this.apiKey;
	}

	@Override
	public String toString() {
		return "ApixoConnectionDetails[baseUrl=" + this.baseUrl + "]";
	}

}
