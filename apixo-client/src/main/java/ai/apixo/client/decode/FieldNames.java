package ai.apixo.client.decode;

import java.util.List;

/**
 * The names of the fields that an object may have, in the commonest order.
 */
final class FieldNames {

	private final List<String> names;

	private final byte[][] quoted;

	FieldNames(String... names) {
		this.names = List.of(names);
		this.quoted = new byte[names.length][];
		for (int number = 0; number < names.length; number++) {
			this.quoted[number] = JsonCursor.name(names[number]);
		}
	}

	/**
	 * Pass a name and its colon.
	 * @param json the cursor before the name
	 * @param likely the number of the name to look for first
	 * @return the number of the name, or -1 if another one comes next
	 */
	int take(JsonCursor json, int likely) {
		int number = likely;
		for (int tried = 0; tried < this.quoted.length; tried++) {
			if (number == this.quoted.length) {
				number = 0;
			}
			if (json.takeName(this.quoted[number])) {
				return number;
			}
			number++;
		}
		return -1;
	}

	String name(int number) {
		return this.names.get(number);
	}

}
