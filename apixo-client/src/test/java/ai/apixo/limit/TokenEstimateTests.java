package ai.apixo.limit;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import ai.apixo.messages.MessagesRequest;
import ai.apixo.messages.content.Content;
import ai.apixo.messages.content.ContentBlock;
import ai.apixo.messages.content.DocumentBlock;
import ai.apixo.messages.content.ImageBlock;
import ai.apixo.messages.content.TextBlock;
import ai.apixo.messages.content.ToolResultBlock;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tokens that are estimated before a request is sent.
 */
class TokenEstimateTests {

	private static final byte[] FILE = new byte[3000];

	private static final int BASE64 = 4000;

	private final TokenEstimate estimate = new TokenEstimate();

	private static MessagesRequest request(ContentBlock... blocks) {
		return MessagesRequest.builder().model("m").maxTokens(10).user(blocks).build();
	}

	@Test
	@DisplayName("LIMIT-15 text counts a quarter of its bytes")
	void textCountsAQuarter() {
		assertThat(TokenEstimate.input(request(new TextBlock("x")), 1000)).isEqualTo(250);
	}

	@Test
	@DisplayName("LIMIT-15 each image or document counts 1,600 in place of its base64 data, also in the result of a tool")
	void attachmentsCountByNumber() {
		ImageBlock image = ImageBlock.ofBytes(FILE, "image/png");
		assertThat(TokenEstimate.input(request(image), 1000 + BASE64)).isEqualTo(250 + 1600);
		assertThat(TokenEstimate.input(request(image, image, DocumentBlock.ofPdf(FILE)), 1000 + 3 * BASE64))
			.isEqualTo(250 + 3 * 1600);
		ContentBlock result = ToolResultBlock.of("toolu_1", Content.of(image));
		assertThat(TokenEstimate.input(request(result), 1000 + BASE64)).isEqualTo(250 + 1600);
	}

	@Test
	@DisplayName("LIMIT-15 an image that is only linked has no data to leave out")
	void linkedImageHasNoData() {
		assertThat(TokenEstimate.input(request(ImageBlock.ofUrl("https://example.com/a.png")), 1000))
			.isEqualTo(250 + 1600);
	}

	@Test
	@DisplayName("LIMIT-16 output is 1,000 at first, then a moving average of the key, and at most 'max_tokens'")
	void outputIsAMovingAverage() {
		assertThat(this.estimate.output("key", null)).isEqualTo(1000);
		assertThat(this.estimate.output("key", 300)).isEqualTo(300);
		this.estimate.add("key", 200);
		assertThat(this.estimate.output("key", null)).isEqualTo(800);
		this.estimate.add("key", 200);
		assertThat(this.estimate.output("key", null)).isEqualTo(650);
		assertThat(this.estimate.output("another", null)).as("another key").isEqualTo(1000);
	}

}
