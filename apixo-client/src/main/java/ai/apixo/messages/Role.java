package ai.apixo.messages;

/**
 * The author of a turn. An open set: a value that this version does not know is kept
 * unchanged.
 * <p>
 * Values other than the constants are created with {@code new Role("...")}.
 *
 * @param value the value on the wire, never empty
 * @since 0.1.0
 */
public record Role(String value) {

	/** The person, or the application on their behalf. */
	public static final Role USER = new Role("user");

	/** The model. */
	public static final Role ASSISTANT = new Role("assistant");

	/** Instructions in the middle of a conversation. */
	public static final Role SYSTEM = new Role("system");

	/**
	 * Create a role.
	 * @param value the value on the wire, never empty
	 */
	public Role {
		Values.requireNotEmpty(value, "value");
	}

	@Override
	public String toString() {
		return this.value;
	}

}
