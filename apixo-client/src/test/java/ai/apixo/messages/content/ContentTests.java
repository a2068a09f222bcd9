package ai.apixo.messages.content;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

/**
 * The two forms of content.
 */
class ContentTests {

	@Test
	void aStringHasOneTextBlock() {
		Content content = Content.of("text");
		assertThat(content.blocks()).containsExactly(new TextBlock("text"));
		assertThat(new Content(content.string(), content.blocks())).isEqualTo(content);
	}

	@Test
	void blocksBesideAStringAreRefusedInsteadOfDropped() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new Content("text", List.of(ImageBlock.ofUrl("https://tides.example/a.png"))))
			.withMessageContaining("TextBlock");
	}

	@Test
	@SuppressWarnings("NullAway")
	void aNullStringIsRefused() {
		assertThatNullPointerException().isThrownBy(() -> Content.of((String) null)).withMessageContaining("'text'");
	}

}
