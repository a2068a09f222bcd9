package ai.apixo.boot.autoconfigure;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.util.Assert;
import org.springframework.util.StringUtils;

/**
 * Adapts {@link ApixoProperties} to {@link ApixoConnectionDetails}. Since properties are
 * known at the start, a wrong one stops it.
 */
class PropertiesApixoConnectionDetails implements ApixoConnectionDetails {

	private final String baseUrl;

	private final String apiKey;

	private final @Nullable String bundle;

	private final @Nullable SslBundles sslBundles;

	PropertiesApixoConnectionDetails(ApixoProperties properties, @Nullable SslBundles sslBundles) {
		this.baseUrl = BaseUrlCheck.check(properties.getBaseUrl(), properties.isAllowInsecureBaseUrl());
		this.apiKey = ApiKeyCheck.check(properties.getApiKey());
		this.bundle = properties.getHttp().getSsl().getBundle();
		this.sslBundles = sslBundles;
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
	public @Nullable SslBundle getSslBundle() {
		if (!StringUtils.hasLength(this.bundle)) {
			return null;
		}
		Assert.state(this.sslBundles != null, "SSL bundle name has been set but no SSL bundles found in context");
		return this.sslBundles.getBundle(this.bundle);
	}

}
