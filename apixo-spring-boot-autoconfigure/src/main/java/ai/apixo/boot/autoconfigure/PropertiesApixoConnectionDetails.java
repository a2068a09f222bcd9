package ai.apixo.boot.autoconfigure;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.util.Assert;
import org.springframework.util.StringUtils;

import ai.apixo.client.lifecycle.ApiKeys;
import ai.apixo.client.lifecycle.BaseUrl;
import ai.apixo.client.lifecycle.SettingNames;

/**
 * Adapts {@link ApixoProperties} to {@link ApixoConnectionDetails}. Since properties are
 * known at the start, a wrong one stops it; a missing key does so only when a client is
 * built that needs it.
 */
class PropertiesApixoConnectionDetails implements ApixoConnectionDetails {

	private static final SettingNames NAMES = new PropertySettingNames();

	private final String baseUrl;

	private final @Nullable String apiKey;

	private final @Nullable String bundle;

	private final @Nullable SslBundles sslBundles;

	PropertiesApixoConnectionDetails(ApixoProperties properties, @Nullable SslBundles sslBundles) {
		BaseUrl checked = BaseUrl.of(properties.getBaseUrl(), NAMES);
		if (!properties.isAllowInsecureBaseUrl()) {
			PlainHttpRule.check(checked);
		}
		this.baseUrl = checked.value().toString();
		this.apiKey = StringUtils.hasText(properties.getApiKey()) ? ApiKeys.checked(properties.getApiKey(), NAMES)
				: null;
		this.bundle = properties.getHttp().getSsl().getBundle();
		this.sslBundles = sslBundles;
	}

	@Override
	public String getBaseUrl() {
		return this.baseUrl;
	}

	@Override
	public String getApiKey() {
		if (this.apiKey == null) {
			throw ApiKeys.missing(NAMES);
		}
		return this.apiKey;
	}

	boolean hasApiKey() {
		return this.apiKey != null;
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
