package ai.apixo.client.lifecycle;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class OpenCallRegistryTests {

	private final OpenCallRegistry calls = new OpenCallRegistry();

	@Test
	@DisplayName("LIFE-1 a subscriber that throws keeps no other call from being ended")
	void throwingSubscribersKeepNoCallOpen() {
		List<Integer> aborted = new ArrayList<>();
		IntStream.range(0, 20).forEach((number) -> this.calls.add((failure) -> {
			aborted.add(number);
			throw new IllegalStateException("a subscriber that throws");
		}));
		this.calls.abortAll();
		assertThat(aborted).hasSize(20);
	}

}
