package ai.apixo.messages;

/**
 * The effort of the model, {@code effort}. An open set: any other value can be sent as
 * well.
 * <p>
 * Values other than the constants are created with {@code new Effort("...")}.
 *
 * @param value the value on the wire, never empty
 * @since 0.1.0
 */
public record Effort(String value) {

	/** Little. */
	public static final Effort LOW = new Effort("low");

	/** Some. */
	public static final Effort MEDIUM = new Effort("medium");

	/** Much. */
	public static final Effort HIGH = new Effort("high");

	/** More. */
	public static final Effort XHIGH = new Effort("xhigh");

	/** As much as it can. */
	public static final Effort MAX = new Effort("max");

	/**
	 * Create an effort.
	 * @param value the value on the wire, never empty
	 */
	public Effort {
		Values.requireNotEmpty(value, "value");
	}

	@Override
	public String toString() {
		return this.value;
	}

}
