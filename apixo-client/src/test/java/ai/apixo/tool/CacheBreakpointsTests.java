package ai.apixo.tool;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import ai.apixo.messages.MessagesRequest;
import ai.apixo.messages.content.CacheControl;
import ai.apixo.messages.content.TextBlock;
import ai.apixo.messages.content.ToolResultBlock;
import ai.apixo.messages.tool.Tool;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Where the prompt cache is told to cut.
 */
class CacheBreakpointsTests {

	private final ToolFunction clock = ToolFunction.of("clock", "Tells the time.", () -> "12:00");

	private ScriptedModel play(MessagesRequest request, CacheControl cache) {
		ScriptedModel model = ScriptedModel.saying(ScriptedAnswer.call("toolu_1", "clock", "{}"),
				ScriptedAnswer.call("toolu_2", "clock", "{}"), ScriptedAnswer.text("Done."));
		Runs.collect(model.runner(this.clock).promptCache(cache).build().stream(request));
		return model;
	}

	private static List<String> marks(MessagesRequest request) {
		List<String> marks = new ArrayList<>();
		collect(ScriptedAnswer.json(request), "", marks);
		return marks;
	}

	private static void collect(JsonNode node, String path, List<String> marks) {
		if (node.isArray()) {
			for (int i = 0; i < node.size(); i++) {
				collect(node.get(i), path + "/" + i, marks);
			}
		}
		node.properties().forEach((entry) -> {
			if (entry.getKey().equals("cache_control")) {
				marks.add(path + " " + entry.getValue().path("ttl").asString("default"));
			}
			else {
				collect(entry.getValue(), path + "/" + entry.getKey(), marks);
			}
		});
	}

	@Test
	@DisplayName("TOOL-15 the last block of the last user turn has a breakpoint, and the one of the previous request")
	void breakpointsMove() {
		ScriptedModel model = play(ScriptedAnswer.question(), CacheControl.ephemeral());
		assertThat(marks(model.request(1))).containsExactly("/messages/0/content/0 default");
		assertThat(marks(model.request(2))).containsExactly("/messages/0/content/0 default",
				"/messages/2/content/0 default");
		assertThat(marks(model.request(3))).containsExactly("/messages/2/content/0 default",
				"/messages/4/content/0 default");
	}

	@Test
	@DisplayName("TOOL-15 breakpoints are on by default, and are no part of the conversation that is kept")
	void conversationHasNone() {
		ScriptedModel model = ScriptedModel.saying(ScriptedAnswer.text("Done."));
		ToolRun run = Runs.end(ToolRunner.builder(model).build().stream(ScriptedAnswer.question()));
		assertThat(marks(model.request(1))).hasSize(1);
		assertThat(marks(run.request())).isEmpty();
	}

	@Test
	@DisplayName("TOOL-15 with the request's own there are four at most, and ours give way, the older one first")
	void oursGiveWay() {
		CacheControl own = CacheControl.ephemeral();
		MessagesRequest.Builder request = ScriptedAnswer.question()
			.toBuilder()
			.system(new TextBlock("a").withCacheControl(own), new TextBlock("b").withCacheControl(own));
		assertThat(marks(play(request.build(), CacheControl.ephemeral()).request(2))).hasSize(4);
		request.tool(Tool.of("x", "Is x.", "{}").toBuilder().cacheControl(own).build());
		assertThat(marks(play(request.build(), CacheControl.ephemeral()).request(2))).hasSize(4)
			.contains("/messages/2/content/0 default")
			.doesNotContain("/messages/0/content/0 default");
		request.tool(Tool.of("y", "Is y.", "{}").toBuilder().cacheControl(own).build());
		assertThat(marks(play(request.build(), CacheControl.ephemeral()).request(2))).hasSize(4)
			.noneMatch((mark) -> mark.startsWith("/messages"));
	}

	@Test
	@DisplayName("TOOL-15 none is added to a request with one at top level, nor to a block that has its own")
	void requestDecidesItself() {
		MessagesRequest top = ScriptedAnswer.question().toBuilder().cacheControl(CacheControl.ephemeral()).build();
		assertThat(marks(play(top, CacheControl.ephemeral()).request(3))).containsExactly(" default");
		MessagesRequest own = MessagesRequest.builder()
			.user(new TextBlock("Hi").withCacheControl(CacheControl.ephemeral("1h")))
			.build();
		assertThat(marks(play(own, CacheControl.ephemeral()).request(1))).containsExactly("/messages/0/content/0 1h");
	}

	@Test
	@DisplayName("TOOL-15 an hour becomes five minutes behind a shorter one, and a shorter one never precedes an hour")
	void longOnesComeFirst() {
		MessagesRequest shorter = ScriptedAnswer.question()
			.toBuilder()
			.system(new TextBlock("a").withCacheControl(CacheControl.ephemeral()))
			.build();
		assertThat(marks(play(shorter, CacheControl.ephemeral("1h")).request(1))).containsExactly("/system/0 default",
				"/messages/0/content/0 5m");
		assertThat(marks(play(ScriptedAnswer.question(), CacheControl.ephemeral("1h")).request(2)))
			.containsExactly("/messages/0/content/0 1h", "/messages/2/content/0 1h");
		MessagesRequest longLast = MessagesRequest.builder()
			.user("Hi")
			.assistant("Hello")
			.user(new TextBlock("Well?").withCacheControl(CacheControl.ephemeral("1h")))
			.build();
		assertThat(marks(CacheBreakpoints.addTo(longLast, CacheControl.ephemeral())))
			.containsExactly("/messages/2/content/0 1h");
	}

	@Test
	@DisplayName("TOOL-15 string content becomes one text block, a block that can carry none is passed over")
	void carriers() {
		MessagesRequest string = MessagesRequest.builder().user("Hi").build();
		assertThat(
				ScriptedAnswer.json(CacheBreakpoints.addTo(string, CacheControl.ephemeral())).at("/messages/0/content"))
			.hasToString(ScriptedAnswer.json("[{'type':'text','text':'Hi','cache_control':{'type':'ephemeral'}}]")
				.toString());
		MessagesRequest blank = MessagesRequest.builder()
			.user(ToolResultBlock.of("toolu_1", "x"), new TextBlock(""))
			.build();
		assertThat(marks(CacheBreakpoints.addTo(blank, CacheControl.ephemeral())))
			.containsExactly("/messages/0/content/0 default");
		assertThat(CacheBreakpoints.addTo(string, null)).isSameAs(string);
	}

}
