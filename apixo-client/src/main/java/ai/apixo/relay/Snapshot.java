package ai.apixo.relay;

import java.nio.charset.StandardCharsets;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.http.codec.ServerSentEvent;

/**
 * The events of a run up to a number, in as few pieces as possible. Neighbours are joined
 * that differ only in the text of a delta; whoever begins anew with the pieces reaches
 * the same state. Made step by step, since a run may have many events.
 */
final class Snapshot {

	private final Journal journal;

	private final int last;

	private int position;

	private @Nullable Joined joined;

	Snapshot(Journal journal) {
		this.journal = journal;
		this.last = journal.size();
	}

	/**
	 * Look at the next event.
	 * @return a piece that is complete, or {@code null} if another step is needed
	 */
	@Nullable ServerSentEvent<String> step() {
		Joined before = this.joined;
		if (this.position == this.last) {
			this.joined = null;
			return (before != null) ? before.frame() : null;
		}
		int number = this.position + 1;
		String json = new String(this.journal.event(number), StandardCharsets.UTF_8);
		DeltaTexts texts = DeltaTexts.of(json);
		if (before != null && (texts == null || !before.isContinuedBy(texts))) {
			this.joined = null;
			return before.frame();
		}
		this.position = number;
		if (texts == null) {
			return Frames.event(number, json);
		}
		if (before == null) {
			this.joined = new Joined(texts);
			before = this.joined;
		}
		before.add(number, texts);
		return null;
	}

	boolean isComplete() {
		return this.position == this.last && this.joined == null;
	}

	/**
	 * Return the number of the last event in this snapshot.
	 * @return the number
	 */
	int last() {
		return this.last;
	}

	/**
	 * Events that become one.
	 */
	private static final class Joined {

		private final DeltaTexts first;

		private final List<StringBuilder> texts;

		private int number;

		private Joined(DeltaTexts first) {
			this.first = first;
			this.texts = first.texts().stream().map((text) -> new StringBuilder()).toList();
		}

		private boolean isContinuedBy(DeltaTexts next) {
			return this.first.isContinuedBy(next);
		}

		private void add(int number, DeltaTexts next) {
			for (int i = 0; i < this.texts.size(); i++) {
				this.texts.get(i).append(next.texts().get(i));
			}
			this.number = number;
		}

		private ServerSentEvent<String> frame() {
			StringBuilder json = new StringBuilder(this.first.around().get(0));
			for (int i = 0; i < this.texts.size(); i++) {
				json.append(this.texts.get(i)).append(this.first.around().get(i + 1));
			}
			return Frames.event(this.number, json.toString());
		}

	}

}
