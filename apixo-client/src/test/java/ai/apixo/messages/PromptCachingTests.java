package ai.apixo.messages;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import ai.apixo.messages.content.CacheControl;
import ai.apixo.messages.content.Content;
import ai.apixo.messages.content.DocumentBlock;
import ai.apixo.messages.content.ImageBlock;
import ai.apixo.messages.content.TextBlock;
import ai.apixo.messages.content.ToolResultBlock;
import ai.apixo.messages.tool.CustomTool;
import ai.apixo.messages.tool.ServerTool;
import ai.apixo.messages.tool.Tool;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Breakpoints of the prompt cache.
 */
class PromptCachingTests {

	private static final CacheControl BREAKPOINT = CacheControl.ephemeral();

	private static MessagesRequest.Builder request() {
		return MessagesRequest.builder().model("m").maxTokens(1).user("Hello");
	}

	private static CustomTool tool(String name) {
		return Tool.of(name, "description", Map.of("type", "object"));
	}

	@Test
	@DisplayName("CACHE-1 one breakpoint is behind the system prompt, one on the top level")
	void systemAndTop() {
		MessagesRequest cached = request().system("Be brief.").tool(tool("t")).build().withPromptCaching(BREAKPOINT);
		assertThat(cached.cacheControl()).isEqualTo(BREAKPOINT);
		assertThat(cached.system()).isEqualTo(Content.of(new TextBlock("Be brief.", List.of(), BREAKPOINT)));
		assertThat(cached.tools()).containsExactly(tool("t"));
		assertThat(cached.messages()).isEqualTo(request().build().messages());
	}

	@Test
	@DisplayName("CACHE-1 the last block of a system prompt has it")
	void lastBlockOfTheSystemPrompt() {
		MessagesRequest cached = request().system(new TextBlock("One"), new TextBlock("Two"))
			.build()
			.withPromptCaching(BREAKPOINT);
		assertThat(cached.system())
			.isEqualTo(Content.of(new TextBlock("One"), new TextBlock("Two", List.of(), BREAKPOINT)));
	}

	@Test
	@DisplayName("CACHE-1 without a system prompt the last custom tool has it")
	void lastCustomTool() {
		MessagesRequest cached = request()
			.tools(tool("a"), tool("b"), ServerTool.of("web_search_20250305", "web_search"))
			.build()
			.withPromptCaching(BREAKPOINT);
		assertThat(cached.tools()).containsExactly(tool("a"), tool("b").toBuilder().cacheControl(BREAKPOINT).build(),
				ServerTool.of("web_search_20250305", "web_search"));
	}

	@Test
	@DisplayName("CACHE-1 with neither there is the one on the top level")
	void onlyTop() {
		assertThat(request().build().withPromptCaching(BREAKPOINT))
			.isEqualTo(request().cacheControl(BREAKPOINT).build());
	}

	static List<MessagesRequest> requestsWithBreakpoints() {
		TextBlock text = new TextBlock("x").withCacheControl(BREAKPOINT);
		return List.of(request().cacheControl(BREAKPOINT).build(), request().system(text).build(),
				request().tool(tool("t").toBuilder().cacheControl(BREAKPOINT).build()).build(),
				request().tool(ServerTool.of("t", "n").withCacheControl(BREAKPOINT)).build(),
				request().user(text).build(),
				request().user(ImageBlock.ofUrl("https://example.com").withCacheControl(BREAKPOINT)).build(),
				request().user(ToolResultBlock.of("id", Content.of(text))).build(),
				request().user(ToolResultBlock.of("id", "text").withCacheControl(BREAKPOINT)).build(),
				request().user(DocumentBlock.ofContent(Content.of(text))).build());
	}

	@ParameterizedTest
	@MethodSource("requestsWithBreakpoints")
	@DisplayName("CACHE-2 a request with any breakpoint of its own stays as it is")
	void ownBreakpointsStay(MessagesRequest request) {
		assertThat(request.withPromptCaching(CacheControl.ephemeral(CacheControl.TTL_1H))).isSameAs(request);
	}

	@Test
	@DisplayName("CACHE-4 the request itself is not changed")
	void requestIsNotChanged() {
		MessagesRequest request = request().system("Be brief.").build();
		request.withPromptCaching(BREAKPOINT);
		assertThat(request).isEqualTo(request().system("Be brief.").build());
	}

}
