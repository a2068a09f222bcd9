package ai.apixo.test;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * Exchanges with a real gateway, kept in a file and replayed byte for byte: JSON lines in
 * UTF-8, one per exchange. Keys and cookies are never written. <pre>
 * gateway.replay(Recording.of(Path.of("src/test/resources/desk.jsonl")).test("refund"));
 * </pre>
 * <p>
 * Immutable. A file can contain the exchanges of many tests.
 *
 * @since 0.1.0
 */
public final class Recording {

	private final Path file;

	private final String test;

	private final RequestMask mask;

	private Recording(Path file, String test, RequestMask mask) {
		this.file = file;
		this.test = test;
		this.mask = mask;
	}

	/**
	 * Return the recording in a file.
	 * @param file the file, which need not exist before it is recorded
	 * @return the recording of the test without a name
	 */
	public static Recording of(Path file) {
		return new Recording(Objects.requireNonNull(file, "'file' must not be null"), "", new RequestMask(List.of()));
	}

	/**
	 * Return the recording of one test.
	 * @param name the name of the test
	 * @return the new recording
	 */
	public Recording test(String name) {
		return new Recording(this.file, Objects.requireNonNull(name, "'name' must not be null"), this.mask);
	}

	/**
	 * Return a recording that does not depend on values that differ from run to run or
	 * that nobody should read. They are written as {@code "***"}, and a request is masked
	 * before it is compared.
	 * @param pointers further JSON pointers into the request such as
	 * {@code /metadata/user_id}; {@code *} matches any index of an array:
	 * {@code /messages/*}{@code /content}
	 * @return the new recording
	 */
	public Recording mask(String... pointers) {
		return new Recording(this.file, this.test, this.mask.and(pointers));
	}

	Path file() {
		return this.file;
	}

	String test() {
		return this.test;
	}

	RequestMask mask() {
		return this.mask;
	}

	@Override
	public String toString() {
		return "recording " + this.file + (this.test.isEmpty() ? "" : " of " + this.test);
	}

}
