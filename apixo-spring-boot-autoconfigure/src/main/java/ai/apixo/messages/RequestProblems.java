package ai.apixo.messages;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import ai.apixo.messages.tool.CustomTool;
import ai.apixo.messages.tool.ServerTool;
import ai.apixo.messages.tool.Tool;
import ai.apixo.messages.tool.ToolChoice;

/**
 * The rules of a request that the wire reference leaves no doubt about. An additional
 * field of the same name stands for the component.
 */
final class RequestProblems {

	private static final int MIN_THINKING_BUDGET = 1024;

	private final MessagesRequest request;

	private final List<String> problems = new ArrayList<>();

	private RequestProblems(MessagesRequest request) {
		this.request = request;
	}

	static List<String> of(MessagesRequest request) {
		RequestProblems check = new RequestProblems(request);
		check.required();
		check.notNegative("max_tokens", request.maxTokens());
		check.notNegative("temperature", request.temperature());
		check.notNegative("top_p", request.topP());
		check.notNegative("top_k", request.topK());
		check.thinking(request.thinking());
		check.tools();
		check.toolChoice(request.toolChoice());
		return List.copyOf(check.problems);
	}

	private void required() {
		if (this.request.messages().isEmpty() && isAbsent("messages")) {
			add("messages", "is empty; add at least one with user(...)");
		}
		if ((this.request.model() == null || this.request.model().isBlank()) && isAbsent("model")) {
			add("model", "is missing; set it with model(...) or give the client a default model");
		}
		if (this.request.maxTokens() == null && isAbsent("max_tokens")) {
			add("max_tokens", "is missing; set it with maxTokens(...) or give the client a default");
		}
	}

	private void notNegative(String field, @Nullable Number number) {
		if (number != null && !(number.doubleValue() >= 0 && Double.isFinite(number.doubleValue()))) {
			add(field, "is " + number + "; it must not be negative");
		}
	}

	private void thinking(@Nullable Thinking thinking) {
		if (thinking == null || !thinking.type().equals("enabled")) {
			return;
		}
		Integer budget = thinking.budgetTokens();
		Integer maxTokens = this.request.maxTokens();
		if (budget == null || budget < MIN_THINKING_BUDGET) {
			add("thinking.budget_tokens", "is " + budget + "; it must be at least " + MIN_THINKING_BUDGET);
		}
		else if (maxTokens != null && budget >= maxTokens) {
			add("thinking.budget_tokens", "is " + budget + "; it must be less than max_tokens, which is " + maxTokens);
		}
	}

	private void tools() {
		for (int i = 0; i < this.request.tools().size(); i++) {
			Tool tool = this.request.tools().get(i);
			if (tool instanceof CustomTool customTool && customTool.name().isBlank()) {
				add("tools[" + i + "].name", "is empty; give the tool a name");
			}
			if (tool instanceof ServerTool serverTool && serverTool.type().isBlank()) {
				add("tools[" + i + "].type", "is empty; give the type with its date");
			}
		}
	}

	private void toolChoice(@Nullable ToolChoice choice) {
		if (choice != null && choice.type().equals("tool") && (choice.name() == null || choice.name().isBlank())) {
			add("tool_choice.name", "is empty; name the tool that must be called");
		}
	}

	private boolean isAbsent(String field) {
		return !this.request.additionalProperties().containsKey(field);
	}

	private void add(String field, String problem) {
		this.problems.add("'" + field + "' " + problem);
	}

}
