package ai.apixo.tool;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import ai.apixo.client.error.ApixoConnectionException;
import ai.apixo.messages.MessagesRequest;
import ai.apixo.messages.content.CacheControl;
import ai.apixo.messages.content.ContentBlock;
import ai.apixo.messages.content.TextBlock;
import ai.apixo.messages.content.ToolUseBlock;
import ai.apixo.messages.tool.Tool;

/**
 * What is random about a run: all of it follows from the seed.
 */
final class RandomScript {

	private final List<ScriptedAnswer> answers = new ArrayList<>();

	private final List<String> streamed = new ArrayList<>();

	private final Map<String, Integer> behaviors = new HashMap<>();

	private final MessagesRequest request;

	private final int seed;

	private int calls;

	RandomScript(int seed) {
		Random random = new Random(seed);
		this.seed = seed;
		MessagesRequest.Builder question = ScriptedAnswer.question().toBuilder();
		question.tool(Tool.of("external", "Is executed by the application.", "{\"type\":\"object\"}"));
		for (int marks = random.nextInt(5), i = 0; i < marks; i++) {
			question.user(new TextBlock("mark " + i).withCacheControl(CacheControl.ephemeral()));
		}
		this.request = question.build();
		for (int turns = random.nextInt(6), i = 0; i < turns; i++) {
			add(random, random.nextInt(10));
		}
		add(random, -1);
	}

	private void add(Random random, int kind) {
		ScriptedAnswer answer = ScriptedAnswer.begin("{'input_tokens':" + random.nextInt(100) + ",'output_tokens':1}");
		if (random.nextBoolean()) {
			answer.start("{'type':'thinking','thinking':'','signature':'s" + random.nextInt(100) + "'}").stop();
		}
		if (random.nextBoolean()) {
			answer.start("{'type':'of_next_year','digits':1." + random.nextInt(100) + "0}").stop();
		}
		if (kind < 0) {
			answer.say("Done " + random.nextInt(100)).end("end_turn");
		}
		else if (kind == 0) {
			answer.say("Paused").end("pause_turn");
		}
		else if (kind == 1) {
			// Never part of the conversation.
			this.answers.add(answer.use(id(), "quick").end(random.nextBoolean() ? "max_tokens" : "refusal"));
			return;
		}
		else {
			for (int calls = 1 + random.nextInt(4), i = 0; i < calls; i++) {
				addCall(random, answer);
			}
			answer.end((random.nextInt(4) != 0) ? "tool_use" : "end_turn");
		}
		this.streamed.add(ScriptedAnswer.json(answer.message().toInput()).get("content").toString());
		this.answers.add(answer);
	}

	private String id() {
		return "toolu_" + this.seed + "_" + this.calls++;
	}

	private void addCall(Random random, ScriptedAnswer answer) {
		String id = id();
		this.behaviors.put(id, random.nextInt(6));
		String[] names = { "quick", "quick", "quick", "approved", "external", "nobody" };
		String name = names[random.nextInt(names.length)];
		switch (random.nextInt(6)) {
			case 0 -> answer.use(id, name, "{'cut':");
			case 1 -> answer.startUse(id, name, "{'whole':1." + random.nextInt(10) + "0}").stop();
			case 2 -> answer.startUse(id, name, "{}").input("{'open':true}").skip();
			default -> answer.use(id, name, "{'n'", ":" + random.nextInt(100) + "}");
		}
	}

	MessagesRequest request() {
		return this.request;
	}

	List<String> streamed() {
		return this.streamed;
	}

	/**
	 * A model that plays the script. One that fails in between is asked again.
	 */
	ScriptedModel model(boolean failing) {
		Random random = new Random(this.seed);
		ScriptedModel model = new ScriptedModel();
		for (ScriptedAnswer answer : this.answers) {
			if (failing && random.nextInt(4) == 0) {
				int events = random.nextInt(answer.events().size());
				model.then(answer.stream()
					.take(events)
					.concatWith(Mono.error(ApixoConnectionException.notRetryable("Broken", null))));
			}
			model.then(answer.stream());
		}
		return model;
	}

	/**
	 * A model that has said the first answers before.
	 */
	ScriptedModel modelBehind(int answers) {
		ScriptedModel model = new ScriptedModel();
		this.answers.stream().skip(answers).map(ScriptedAnswer::stream).forEach(model::then);
		return model;
	}

	ToolRunner runner(ScriptedModel model) {
		Random random = new Random(this.seed);
		Tool quick = Tool.of("quick", "Is quick.", "{\"type\":\"object\"}");
		Tool approved = Tool.of("approved", "Is approved.", "{\"type\":\"object\"}");
		return ToolRunner.builder(model)
			.tools(ToolFunction.of(quick, this::execute), ToolFunction.of(approved, this::execute).requiringApproval())
			.concurrency(1 + random.nextInt(3))
			.maxTurns(1 + random.nextInt(4))
			.maxToolCalls(1 + random.nextInt(6))
			.toolTimeout(Duration.ofSeconds(20))
			.build();
	}

	private Object execute(ToolUseBlock call) {
		return switch (Objects.requireNonNull(this.behaviors.get(call.id()))) {
			case 0 -> Mono.just("later").delayElement(Duration.ofMillis(1));
			case 1 -> Flux.range(0, 5);
			case 2 -> throw new ToolException("No.");
			case 3 -> Mono.error(new ToolException("Not this one."));
			case 4 -> Mono.empty();
			default -> List.<ContentBlock>of(new TextBlock(call.input().toString()));
		};
	}

}
