package ai.apixo.messages;

import java.math.BigDecimal;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import ai.apixo.messages.raw.ExactJson;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The sum of two usages.
 */
class UsageTests {

	@Test
	void countersAreAdded() {
		Usage sum = new Usage(1L, 20L).toBuilder()
			.cacheCreationInputTokens(300L)
			.cacheReadInputTokens(4000L)
			.cacheCreation(new CacheCreation(1L, 2L))
			.outputTokensDetails(new OutputTokensDetails(7L))
			.serverToolUse(new ServerToolUsage(1L, 2L))
			.build()
			.plus(new Usage(10L, 200L).toBuilder()
				.cacheCreationInputTokens(3000L)
				.cacheReadInputTokens(40000L)
				.cacheCreation(new CacheCreation(10L, 20L))
				.outputTokensDetails(new OutputTokensDetails(70L))
				.serverToolUse(new ServerToolUsage(10L, 20L))
				.build());
		assertThat(sum).isEqualTo(new Usage(11L, 220L).toBuilder()
			.cacheCreationInputTokens(3300L)
			.cacheReadInputTokens(44000L)
			.cacheCreation(new CacheCreation(11L, 22L))
			.outputTokensDetails(new OutputTokensDetails(77L))
			.serverToolUse(new ServerToolUsage(11L, 22L))
			.build());
	}

	@Test
	void absentPlusAbsentStaysAbsentAndAbsentPlusANumberIsTheNumber() {
		assertThat(Usage.none().plus(Usage.none())).isEqualTo(Usage.none());
		Usage usage = new Usage(null, 5L).toBuilder()
			.cacheCreation(new CacheCreation(null, 3L))
			.serviceTier(ServiceTier.STANDARD)
			.build();
		assertThat(usage.plus(Usage.none())).isEqualTo(usage);
		assertThat(Usage.none().plus(usage)).isEqualTo(usage);
		assertThat(usage.plus(usage).inputTokens()).isNull();
	}

	@Test
	void unknownCountersAreAddedToo() {
		Usage usage = Usage.builder()
			.additionalProperties(Map.of("x_tokens", ExactJson.valueOf(9007199254740993L), "x_cost",
					ExactJson.valueOf(new BigDecimal("0.10")), "x_note", ExactJson.valueOf("a")))
			.build();
		assertThat(usage.plus(usage).additionalProperties())
			.isEqualTo(Map.of("x_tokens", ExactJson.valueOf(18014398509481986L), "x_cost",
					ExactJson.valueOf(new BigDecimal("0.20")), "x_note", ExactJson.valueOf("a")));
	}

	@Test
	void whatIsNoCounterIsKeptUnlessItDiffers() {
		Usage standard = Usage.builder().serviceTier(ServiceTier.STANDARD).inferenceGeo("eu").build();
		Usage priority = Usage.builder().serviceTier(ServiceTier.PRIORITY).inferenceGeo("eu").build();
		assertThat(standard.plus(priority)).isEqualTo(Usage.builder().inferenceGeo("eu").build());
	}

	@Test
	void sumsThatNoNumberHoldsAreAsLargeAsOneCanBe() {
		Usage largest = new Usage(Long.MAX_VALUE, Long.MAX_VALUE);
		assertThat(largest.plus(new Usage(1L, 1L))).isEqualTo(largest);
		assertThat(largest.toBuilder().cacheReadInputTokens(1L).build().totalInputTokens()).isEqualTo(Long.MAX_VALUE);
	}

	@ParameterizedTest
	@CsvSource({ "1e999999999,1", "-1e999999999,1.5", "1,1e-999999999" })
	void countersOfExtremeSizeAreNotWrittenOut(String large, String small) {
		Usage one = Usage.builder().additionalProperties(Map.of("x", ExactJson.parse(large))).build();
		Usage other = Usage.builder().additionalProperties(Map.of("x", ExactJson.parse(small))).build();
		assertThat(one.plus(other)).isEqualTo(one);
		assertThat(other.plus(one)).isEqualTo(one);
	}

}
