package ai.apixo.messages.content;

import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import ai.apixo.messages.raw.AdditionalProperties;
import ai.apixo.messages.raw.ExactJson;

/**
 * A change in the browser, in a {@link BrowserStateBlock}. Use the builder to create one.
 *
 * @since 0.1.0
 */
public final class BrowserStateChange {

	private final BrowserStateChangeFields fields;

	private BrowserStateChange(BrowserStateChangeFields fields) {
		this.fields = fields;
	}

	/**
	 * Return a builder.
	 * @param type {@code type}, {@code tab_opened}, {@code download_started},
	 * {@code download_completed} or {@code download_failed}
	 * @return the builder
	 */
	public static Builder builder(String type) {
		return new Builder(type);
	}

	/**
	 * Return a builder with the values of this change.
	 * @return the builder
	 */
	public Builder toBuilder() {
		return new Builder(this.fields);
	}

	/**
	 * Return {@code type}, what happened.
	 * @return {@code tab_opened}, {@code download_started}, {@code download_completed} or
	 * {@code download_failed}
	 */
	public String type() {
		return this.fields.type();
	}

	/**
	 * Return {@code tab_id}, the tab that was opened.
	 * @return the id, {@code null} for a download
	 */
	public @Nullable String tabId() {
		return this.fields.tabId();
	}

	/**
	 * Return {@code download_id}, the download.
	 * @return the id, {@code null} for a tab
	 */
	public @Nullable String downloadId() {
		return this.fields.downloadId();
	}

	/**
	 * Return {@code url}, the address of the download.
	 * @return the address, {@code null} for a tab
	 */
	public @Nullable String url() {
		return this.fields.url();
	}

	/**
	 * Return {@code path}, where the downloaded file is.
	 * @return the path, {@code null} if absent
	 */
	public @Nullable String path() {
		return this.fields.path();
	}

	/**
	 * Return {@code size_bytes}, the size of the downloaded file.
	 * @return the number of bytes, {@code null} if absent
	 */
	public @Nullable Long sizeBytes() {
		return this.fields.sizeBytes();
	}

	/**
	 * Return {@code error}, why the download failed.
	 * @return the reason, {@code null} if absent
	 */
	public @Nullable String error() {
		return this.fields.error();
	}

	/**
	 * Return the fields that this version does not know, by JSON name.
	 * @return the unmodifiable fields, in the order in which they were sent
	 */
	public Map<String, JsonNode> additionalProperties() {
		return this.fields.additionalProperties();
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof BrowserStateChange change && this.fields.equals(change.fields);
	}

	@Override
	public int hashCode() {
		return this.fields.hashCode();
	}

	@Override
	public String toString() {
		return "BrowserStateChange[type=" + type() + "]";
	}

	/**
	 * Builds a {@link BrowserStateChange}.
	 */
	public static final class Builder {

		private final String type;

		private @Nullable String tabId;

		private @Nullable String downloadId;

		private @Nullable String url;

		private @Nullable String path;

		private @Nullable Long sizeBytes;

		private @Nullable String error;

		private Map<String, JsonNode> additionalProperties = Map.of();

		private Builder(String type) {
			this.type = Objects.requireNonNull(type, "'type' must not be null");
		}

		private Builder(BrowserStateChangeFields fields) {
			this.type = fields.type();
			this.tabId = fields.tabId();
			this.downloadId = fields.downloadId();
			this.url = fields.url();
			this.path = fields.path();
			this.sizeBytes = fields.sizeBytes();
			this.error = fields.error();
			this.additionalProperties = fields.additionalProperties();
		}

		/**
		 * Set {@code tab_id}, the tab that was opened.
		 * @param tabId the id, {@code null} to omit it
		 * @return this builder
		 */
		public Builder tabId(@Nullable String tabId) {
			this.tabId = tabId;
			return this;
		}

		/**
		 * Set {@code download_id}, the download.
		 * @param downloadId the id, {@code null} to omit it
		 * @return this builder
		 */
		public Builder downloadId(@Nullable String downloadId) {
			this.downloadId = downloadId;
			return this;
		}

		/**
		 * Set {@code url}, the address of the download.
		 * @param url the address, {@code null} to omit it
		 * @return this builder
		 */
		public Builder url(@Nullable String url) {
			this.url = url;
			return this;
		}

		/**
		 * Set {@code path}, where the downloaded file is.
		 * @param path the path, {@code null} to omit it
		 * @return this builder
		 */
		public Builder path(@Nullable String path) {
			this.path = path;
			return this;
		}

		/**
		 * Set {@code size_bytes}, the size of the downloaded file.
		 * @param sizeBytes the number of bytes, {@code null} to omit it
		 * @return this builder
		 */
		public Builder sizeBytes(@Nullable Long sizeBytes) {
			this.sizeBytes = sizeBytes;
			return this;
		}

		/**
		 * Set {@code error}, why the download failed.
		 * @param error the reason, {@code null} to omit it
		 * @return this builder
		 */
		public Builder error(@Nullable String error) {
			this.error = error;
			return this;
		}

		/**
		 * Add or replace a field that this version does not know.
		 * @param field the JSON name of the field
		 * @param value a plain value, see {@link ExactJson#valueOf(Object)}; {@code null}
		 * is written as null
		 * @return this builder
		 */
		public Builder additionalProperty(String field, @Nullable Object value) {
			this.additionalProperties = AdditionalProperties.with(this.additionalProperties, field, value);
			return this;
		}

		/**
		 * Replace the fields that this version does not know, by JSON name.
		 * @param additionalProperties the fields, by JSON name
		 * @return this builder
		 */
		public Builder additionalProperties(Map<String, JsonNode> additionalProperties) {
			this.additionalProperties = AdditionalProperties.copyOf(additionalProperties);
			return this;
		}

		/**
		 * Create the change.
		 * @return the change
		 */
		public BrowserStateChange build() {
			return new BrowserStateChange(new BrowserStateChangeFields(this.type, this.tabId, this.downloadId, this.url,
					this.path, this.sizeBytes, this.error, this.additionalProperties));
		}

	}

}
