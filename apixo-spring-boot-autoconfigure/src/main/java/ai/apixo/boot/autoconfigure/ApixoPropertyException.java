package ai.apixo.boot.autoconfigure;

/**
 * A property {@code apixo.*} has a value that the application must not start with. The
 * value itself is never part of the text, as it may be or hold a secret.
 */
class ApixoPropertyException extends RuntimeException {

	private final String action;

	ApixoPropertyException(String description, String action) {
		super(description);
		this.action = action;
	}

	String getAction() {
		return this.action;
	}

}
