package ai.apixo.tool;

import java.util.List;

import ai.apixo.messages.content.ToolResultBlock;

/**
 * Runs of a model that calls given tools of a source and is done.
 */
public final class PlayedRuns {

	private PlayedRuns() {
	}

	/**
	 * The results of calls.
	 * @param source the source
	 * @param calls names and inputs in turn
	 * @return the results in order
	 */
	public static List<ToolResultBlock> results(ToolSource source, String... calls) {
		ScriptedModel model = model(calls);
		Runs.collect(model.runner().toolSources(source).build().stream(ScriptedAnswer.question()));
		return model.request(2).messages().get(2).content().blocks().stream().map(ToolResultBlock.class::cast).toList();
	}

	/**
	 * How a run ends.
	 * @param source the source
	 * @param name the tool that is called
	 * @param input its input
	 * @param functions further functions
	 * @return the status
	 */
	public static ToolRunStatus status(ToolSource source, String name, String input, ToolFunction... functions) {
		ToolRunner runner = model(name, input).runner(functions).toolSources(source).build();
		return Runs.end(runner.stream(ScriptedAnswer.question())).status();
	}

	private static ScriptedModel model(String... calls) {
		ScriptedAnswer answer = ScriptedAnswer.begin();
		for (int i = 0; i < calls.length; i += 2) {
			answer.use("toolu_" + i / 2, calls[i], calls[i + 1]);
		}
		return ScriptedModel.saying(answer.end("tool_use"), ScriptedAnswer.text("Done."));
	}

}
