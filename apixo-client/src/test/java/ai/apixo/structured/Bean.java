package ai.apixo.structured;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * Bound through setters, with a default.
 */
public class Bean {

	private String name = "unnamed";

	private int size;

	private @Nullable String note;

	public String getName() {
		return this.name;
	}

	public void setName(String name) {
		this.name = name;
	}

	public int getSize() {
		return this.size;
	}

	public void setSize(int size) {
		this.size = size;
	}

	public @Nullable String getNote() {
		return this.note;
	}

	public void setNote(@Nullable String note) {
		this.note = note;
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof Bean bean && bean.name.equals(this.name) && bean.size == this.size
				&& Objects.equals(bean.note, this.note);
	}

	@Override
	public int hashCode() {
		return this.name.hashCode();
	}

}
