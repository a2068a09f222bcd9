package ai.apixo.structured;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import ai.apixo.AllocatedBytes;
import ai.apixo.client.error.ApixoStructuredOutputException;
import ai.apixo.client.error.ApixoStructuredOutputException.Reason;
import ai.apixo.messages.event.StreamEvent;
import ai.apixo.structured.Types.Recipe;

import static org.assertj.core.api.Assertions.assertThat;

class StreamedSnapshotsTests {

	private static final String DOCUMENT = "{\"title\":\"P\\u00e9\\ud83c\\udf55!\",\"ingredients\":"
			+ "[{\"name\":\"a\\n\ud83c\udf55\",\"amount\":12},{\"name\":\"b\",\"amount\":3}],\"done\":true,\"none\":null}";

	private static Flux<ObjectNode> snapshots(Flux<StreamEvent> events) {
		return StructuredOutput.of(RecordedClient.streaming(events), Recipe.class).streamPartial(Answer.request());
	}

	@Test
	@DisplayName("STR-32 a snapshot holds finished values and the text so far")
	void snapshotHoldsWhatIsCertain() {
		StepVerifier
			.create(snapshots(Answer.begin()
				.text("{", "\"tit", "le\":\"Pan", "\\", "n", "\\ud83c", "\\udf55", "\",\"ingredients\":[{\"amount\":1",
						"2", "}]", "}")
				.end("end_turn")
				.stream()))
			.expectNext(Answer.object("{}"))
			.expectNext(Answer.object("{'title':'Pan'}"))
			.expectNext(Answer.object("{'title':'Pan\\n'}"))
			.expectNext(Answer.object("{'title':'Pan\\n\ud83c\udf55'}"))
			.expectNext(Answer.object("{'title':'Pan\\n\ud83c\udf55','ingredients':[{}]}"))
			.expectNextMatches((snapshot) -> snapshot.at("/ingredients/0/amount").asInt() == 12)
			.verifyComplete();
	}

	@Test
	@DisplayName("STR-32 from one snapshot to the next texts only grow and nothing disappears")
	void snapshotsOnlyGrow() {
		List<ObjectNode> snapshots = new ArrayList<>();
		StepVerifier.create(snapshots(Answer.begin().text(DOCUMENT.split("")).end("end_turn").stream()))
			.recordWith(() -> snapshots)
			.thenConsumeWhile((snapshot) -> true)
			.verifyComplete();
		for (int i = 1; i < snapshots.size(); i++) {
			assertGrows(snapshots.get(i - 1), snapshots.get(i));
		}
		assertThat(snapshots.get(snapshots.size() - 1).toString()).isEqualTo(Answer.json(DOCUMENT).toString());
	}

	private static void assertGrows(JsonNode before, JsonNode after) {
		if (before.isString()) {
			assertThat(after.asString()).startsWith(before.asString());
		}
		else if (before.isObject()) {
			before.propertyNames().forEach((name) -> assertGrows(before.get(name), after.get(name)));
		}
		else if (before.isArray()) {
			for (int i = 0; i < before.size(); i++) {
				assertGrows(before.get(i), after.get(i));
			}
		}
		else {
			assertThat(after).isEqualTo(before);
		}
	}

	@Test
	@DisplayName("STR-33 without demand no snapshot is made, and the gateway is not slowed down")
	void snapshotsAreCoalescedToDemand() {
		AtomicInteger sent = new AtomicInteger();
		Flux<StreamEvent> events = Answer.begin()
			.text(DOCUMENT.split(""))
			.end("end_turn")
			.stream()
			.doOnNext((event) -> sent.incrementAndGet());
		StepVerifier.create(snapshots(events), 0)
			.expectSubscription()
			.then(() -> assertThat(sent.get()).isGreaterThan(DOCUMENT.length()))
			.thenRequest(1)
			.expectNextMatches((snapshot) -> snapshot.get("done").asBoolean())
			.verifyComplete();
	}

	@Test
	@DisplayName("STR-33 a snapshot costs no more the more fields an object has")
	void snapshotsOfWideObjectsCostLittle() {
		long few = bytesOfSnapshots(2000);
		assertThat(bytesOfSnapshots(8000)).isLessThan(6 * few);
	}

	private static long bytesOfSnapshots(int fields) {
		String[] pieces = IntStream.range(0, fields)
			.mapToObj((number) -> ((number == 0) ? "{" : ",") + "\"k" + number + "\":" + number)
			.toArray(String[]::new);
		pieces[fields - 1] += "}";
		Flux<StreamEvent> events = Answer.begin().text(pieces).end("end_turn").stream();
		long before = AllocatedBytes.ofThisThread();
		assertThat(snapshots(events).blockLast()).hasSize(fields);
		return AllocatedBytes.ofThisThread() - before;
	}

	@Test
	@DisplayName("STR-32 STR-33 a snapshot of an object with many fields is one like any other, and does not change")
	void snapshotsOfWideObjectsAreObjects() {
		String document = IntStream.range(0, 200)
			.mapToObj((number) -> "\"k" + number + "\":\"value " + number + "\"")
			.collect(Collectors.joining(",", "{", "}"));
		List<ObjectNode> snapshots = new ArrayList<>();
		List<String> texts = new ArrayList<>();
		snapshots(Answer.begin().text(document.split("(?<=\\G.{5})")).end("end_turn").stream())
			.subscribe((snapshot) -> {
				snapshots.add(snapshot);
				texts.add(snapshot.toString());
			});
		assertThat(snapshots).extracting(ObjectNode::toString).isEqualTo(texts);
		for (int index = 0; index < texts.size(); index++) {
			ObjectNode snapshot = snapshots.get(index);
			assertThat(snapshot).isEqualTo(Answer.json(texts.get(index)));
			assertThat(Answer.json(texts.get(index))).isEqualTo(snapshot);
			assertThat(snapshot.get("k199") != null).isEqualTo(texts.get(index).contains("k199"));
		}
		assertThat(texts.get(texts.size() - 1)).isEqualTo(Answer.json(document).toString());
	}

	@Test
	@DisplayName("STR-31 a document of far more values than a model writes is malformed, and is not read to its end")
	void documentsOfManyValuesAreRefused() {
		String[] pieces = ("{\"a\":[" + "{},".repeat(1_000_000) + "{}]}").split("(?<=\\G.{4096})");
		StepVerifier.create(snapshots(Answer.begin().text(pieces).end("end_turn").stream()))
			.thenConsumeWhile((snapshot) -> true)
			.expectErrorMatches((failure) -> failure instanceof ApixoStructuredOutputException malformed
					&& malformed.reason() == Reason.MALFORMED)
			.verify();
		StepVerifier
			.create(StructuredOutput
				.of(RecordedClient.answering(Answer.of("{\"a\":[" + "{},".repeat(1_000_000) + "{}]}").message()),
						Recipe.class)
				.create(Answer.request()))
			.expectErrorMatches((failure) -> failure instanceof ApixoStructuredOutputException malformed
					&& malformed.reason() == Reason.MALFORMED)
			.verify();
	}

	@Test
	@DisplayName("STR-33 once the last snapshot has been given, completion needs no demand")
	void completionNeedsNoDemand() {
		Flux<StreamEvent> events = Answer.begin().text("{\"a\":1}", " ", "\n").end("end_turn").stream();
		StepVerifier.create(snapshots(events), 0).thenRequest(1).expectNext(Answer.object("{'a':1}")).verifyComplete();
		TestPublisher<StreamEvent> later = TestPublisher.create();
		List<StreamEvent> all = Answer.begin().text("{\"a\":1}", " \n").end("end_turn").events();
		StepVerifier.create(snapshots(later.flux()), 1)
			.then(() -> all.subList(0, 3).forEach(later::next))
			.expectNext(Answer.object("{'a':1}"))
			.then(() -> all.subList(3, all.size()).forEach(later::next))
			.then(later::complete)
			.verifyComplete();
	}

	@Test
	@DisplayName("STR-34 text that is not JSON ends the call once somebody asks for it")
	void malformedTextEndsTheCall() {
		TestPublisher<StreamEvent> events = TestPublisher.create();
		StepVerifier.create(snapshots(events.flux()), 0)
			.then(() -> Answer.begin().text("{\"a\":[1,", "oops").events().subList(0, 4).forEach(events::next))
			.thenRequest(1)
			.expectNext(Answer.object("{'a':[1]}"))
			.thenRequest(1)
			.verifyError(ApixoStructuredOutputException.class);
		events.assertCancelled();
	}

	@Test
	@DisplayName("STR-33 a snapshot that has been given does not change")
	void snapshotsDoNotChange() {
		TestPublisher<StreamEvent> events = TestPublisher.create();
		List<StreamEvent> all = Answer.begin().text("{\"a\":[1,", "2,", "3]}").end("end_turn").events();
		List<String> texts = new ArrayList<>();
		List<ObjectNode> snapshots = new ArrayList<>();
		snapshots(events.flux()).subscribe((snapshot) -> {
			snapshots.add(snapshot);
			texts.add(snapshot.toString());
		});
		all.forEach(events::next);
		events.complete();
		assertThat(snapshots).extracting(ObjectNode::toString).isEqualTo(texts);
		assertThat(texts).containsExactly("{\"a\":[1]}", "{\"a\":[1,2]}", "{\"a\":[1,2,3]}");
	}

	@Test
	@DisplayName("STR-34 the outcome follows the snapshots, and nothing is bound")
	void outcomeFollowsTheSnapshots() {
		StepVerifier.create(snapshots(Answer.begin().text("{\"a\":[1,").end("max_tokens").stream()))
			.expectNextCount(1)
			.verifyErrorSatisfies((failure) -> assertThat(((ApixoStructuredOutputException) failure).reason())
				.isEqualTo(ApixoStructuredOutputException.Reason.TRUNCATED));
		StepVerifier.create(snapshots(Answer.of("{\"a\":1}").stream())).expectNextCount(1).verifyComplete();
		StepVerifier.create(snapshots(Answer.of("{\"a\":oops").stream()))
			.thenConsumeWhile((snapshot) -> true)
			.verifyErrorSatisfies((failure) -> assertThat(((ApixoStructuredOutputException) failure).reason())
				.isEqualTo(ApixoStructuredOutputException.Reason.MALFORMED));
	}

	@ParameterizedTest
	@ValueSource(strings = { "1e99999999999", "-1e-99999999999" })
	@DisplayName("STR-34 STR-20 a number that Java cannot hold is malformed, however the document is read")
	void numbersOutOfBoundsAreMalformed(String number) {
		String document = "{\"title\":\"x\",\"ingredients\":[{\"name\":\"flour\",\"amount\":" + number + "}]}";
		StructuredOutput<Recipe> streamed = StructuredOutput.of(RecordedClient.streaming(Answer.of(document).stream()),
				Recipe.class);
		for (Publisher<?> read : List.of(streamed.streamPartial(Answer.request()),
				streamed.streamElements(Answer.request(), "ingredients", Types.Ingredient.class),
				StructuredOutput.of(RecordedClient.answering(Answer.of(document).message()), Recipe.class)
					.create(Answer.request()))) {
			StepVerifier.create(read)
				.thenConsumeWhile((value) -> true)
				.verifyErrorSatisfies(
						(failure) -> assertThat(failure).isInstanceOf(ApixoStructuredOutputException.class)
							.hasMessageNotContaining("99999"));
		}
	}

	@Test
	@DisplayName("STR-34 what was read before a failure is shown first, once it is wanted")
	void lastSnapshotPrecedesTheFailure() {
		for (Flux<StreamEvent> events : List.of(Answer.begin().text("{\"a\":[1,").end("max_tokens").stream(),
				Answer.of("{\"a\":[1, oops").stream(), Flux.fromIterable(Answer.begin().text("{\"a\":[1,").events())
					.concatWith(Flux.error(new IllegalStateException("broken"))))) {
			StepVerifier.create(snapshots(events), 0)
				.thenRequest(1)
				.expectNext(Answer.object("{'a':[1]}"))
				.verifyError();
		}
	}

	@Test
	@DisplayName("STR-20 STR-34 in mode TOOL arguments that are no object are malformed")
	void argumentsThatAreNoObject() {
		for (String arguments : List.of("[1]", "\"text\"", "7", "null")) {
			StructuredOutput<Recipe> output = StructuredOutput
				.builder(RecordedClient.streaming(Answer.call("answer", arguments).stream()))
				.mode(StructuredOutput.Mode.TOOL)
				.build(Recipe.class);
			StepVerifier.create(output.streamPartial(Answer.request()))
				.verifyErrorSatisfies((failure) -> assertThat(((ApixoStructuredOutputException) failure).reason())
					.isEqualTo(ApixoStructuredOutputException.Reason.MALFORMED));
		}
	}

	@Test
	@DisplayName("STR-32 a long text that is open grows with every piece, whatever is escaped in it")
	void longTextGrows() {
		List<String> texts = new ArrayList<>();
		String json = "{\"a\":\"" + "x\\\"\\\\y\\u00e9\\n\ud83c\udf55 {[,:".repeat(50) + "\"}";
		StepVerifier
			.create(snapshots(Answer.begin().text(json.split("")).end("end_turn").stream())
				.map((snapshot) -> snapshot.path("a").asString("")))
			.recordWith(() -> texts)
			.thenConsumeWhile((text) -> true)
			.verifyComplete();
		String whole = Answer.json(json).get("a").asString();
		assertThat(texts).hasSizeGreaterThan(100).allMatch(whole::startsWith).endsWith(whole);
	}

	@Test
	@DisplayName("STR-36 cancel ends the call")
	void cancelEndsTheCall() {
		TestPublisher<StreamEvent> events = TestPublisher.create();
		StepVerifier.create(snapshots(events.flux()))
			.then(() -> Answer.begin().text("{").events().forEach(events::next))
			.expectNextCount(1)
			.thenCancel()
			.verify();
		events.assertCancelled();
	}

}
