package ai.apixo.tool;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import ai.apixo.client.NoLeaksOrDroppedErrors;
import ai.apixo.messages.StopReason;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What follows from an answer: every stop reason, with and without calls.
 */
@ExtendWith(NoLeaksOrDroppedErrors.class)
class TurnVerdictTests {

	private static final String TABLE = """
			tool_use,                      true,  EXECUTE
			tool_use,                      false, INCOMPLETE
			end_turn,                      true,  EXECUTE
			end_turn,                      false, COMPLETE
			stop_sequence,                 true,  INCOMPLETE
			stop_sequence,                 false, COMPLETE
			pause_turn,                    true,  INCOMPLETE
			pause_turn,                    false, SEND_BACK
			refusal,                       true,  REFUSED
			refusal,                       false, REFUSED
			max_tokens,                    true,  INCOMPLETE
			max_tokens,                    false, INCOMPLETE
			model_context_window_exceeded, true,  INCOMPLETE
			model_context_window_exceeded, false, INCOMPLETE
			of_next_year,                  true,  INCOMPLETE
			of_next_year,                  false, INCOMPLETE
			,                              true,  INCOMPLETE
			,                              false, INCOMPLETE
			""";

	@ParameterizedTest
	@CsvSource(textBlock = TABLE)
	@DisplayName("TOOL-5 TOOL-8 TOOL-9 the verdict on an answer depends on its stop reason and on whether it has calls")
	void verdictIsATable(@Nullable String stopReason, boolean calls, TurnVerdict verdict) {
		assertThat(TurnVerdict.of((stopReason != null) ? new StopReason(stopReason) : null, calls)).isEqualTo(verdict);
	}

	@ParameterizedTest
	@CsvSource(textBlock = TABLE)
	@DisplayName("TOOL-5 TOOL-8 TOOL-13 a run executes, ends or goes on as the table says")
	void runFollowsTheTable(@Nullable String stopReason, boolean calls, TurnVerdict verdict) {
		ScriptedAnswer answer = ScriptedAnswer.begin().say("Let me see.");
		if (calls) {
			answer.use("toolu_1", "clock");
		}
		ScriptedModel model = ScriptedModel.saying(answer.end(stopReason), ScriptedAnswer.text("Done."));
		ToolRunner runner = model.runner(ToolFunction.of("clock", "Tells the time.", () -> "12:00")).build();
		ToolRun run = Runs.end(runner.stream(ScriptedAnswer.question()));
		boolean goesOn = verdict == TurnVerdict.EXECUTE || verdict == TurnVerdict.SEND_BACK;
		assertThat(model.requests()).hasSize(goesOn ? 2 : 1);
		assertThat(run.toolCalls()).isEqualTo((verdict == TurnVerdict.EXECUTE) ? 1 : 0);
		assertThat(run.status()).isEqualTo(statusAfter(verdict));
		if (verdict == TurnVerdict.REFUSED || verdict == TurnVerdict.INCOMPLETE) {
			assertThat(run.request()).isEqualTo(ScriptedAnswer.question());
			assertThat(run.lastMessage().text()).isEqualTo("Let me see.");
		}
	}

	private static ToolRunStatus statusAfter(TurnVerdict verdict) {
		return switch (verdict) {
			case EXECUTE, SEND_BACK, COMPLETE -> ToolRunStatus.COMPLETED;
			case REFUSED -> ToolRunStatus.REFUSED;
			case INCOMPLETE -> ToolRunStatus.INCOMPLETE;
		};
	}

}
