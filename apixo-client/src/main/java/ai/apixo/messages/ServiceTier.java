package ai.apixo.messages;

/**
 * The capacity for a request, {@code service_tier} of a request or of {@link Usage}. An
 * open set: any other value can be sent and is kept when received.
 * <p>
 * Values other than the constants are created with {@code new ServiceTier("...")}.
 *
 * @param value the value on the wire, never empty
 * @since 0.1.0
 */
public record ServiceTier(String value) {

	/** Request: priority capacity if available, or else standard capacity. */
	public static final ServiceTier AUTO = new ServiceTier("auto");

	/** Request: standard capacity only. */
	public static final ServiceTier STANDARD_ONLY = new ServiceTier("standard_only");

	/** Usage: standard capacity was used. */
	public static final ServiceTier STANDARD = new ServiceTier("standard");

	/** Usage: priority capacity was used. */
	public static final ServiceTier PRIORITY = new ServiceTier("priority");

	/** Usage: batch capacity was used. */
	public static final ServiceTier BATCH = new ServiceTier("batch");

	/**
	 * Create a service tier.
	 * @param value the value on the wire, never empty
	 */
	public ServiceTier {
		Values.requireNotEmpty(value, "value");
	}

	@Override
	public String toString() {
		return this.value;
	}

}
