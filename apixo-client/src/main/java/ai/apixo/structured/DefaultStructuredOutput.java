package ai.apixo.structured;

import java.util.function.Function;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ObjectNode;

import ai.apixo.client.ApixoMessagesClient;
import ai.apixo.client.error.ApixoStructuredOutputException.Reason;
import ai.apixo.messages.Message;
import ai.apixo.messages.MessagesRequest;
import ai.apixo.messages.Usage;

/**
 * Asks the client, finds the document and binds it.
 *
 * @param <T> the type
 */
final class DefaultStructuredOutput<T> implements StructuredOutput<T> {

	private static final Log logger = LogFactory.getLog(StructuredOutput.class);

	private final ApixoMessagesClient client;

	private final LazySchema<T> schema;

	private final AnswerForm form;

	private final StructuredFailures failures;

	private final int maxRepairs;

	DefaultStructuredOutput(ApixoMessagesClient client, LazySchema<T> schema, AnswerForm form,
			StructuredFailures failures, int maxRepairs) {
		this.client = client;
		this.schema = schema;
		this.form = form;
		this.failures = failures;
		this.maxRepairs = maxRepairs;
	}

	@Override
	public Mono<T> create(MessagesRequest request) {
		return ask(request, this.client::create).map(StructuredMessage::value);
	}

	@Override
	public Mono<StructuredMessage<T>> streamMessage(MessagesRequest request) {
		return ask(request, this.client::streamMessage);
	}

	private Mono<StructuredMessage<T>> ask(MessagesRequest request, Function<MessagesRequest, Mono<Message>> call) {
		return this.schema.mono()
			.flatMap((schema) -> attempt(this.form.prepare(request, schema), schema, call, this.maxRepairs, null));
	}

	private Mono<StructuredMessage<T>> attempt(MessagesRequest prepared, JsonSchema<T> schema,
			Function<MessagesRequest, Mono<Message>> call, int repairs, @Nullable Usage spent) {
		return call.apply(prepared).flatMap((message) -> {
			Usage usage = (spent != null) ? spent.plus(message.usage()) : message.usage();
			Outcome<T> outcome = Answers.of(message, this.form, schema);
			if (outcome instanceof Outcome.Value<T> found) {
				return Mono.just(new StructuredMessage<>(found.value(), message, usage));
			}
			Outcome.Failure<T> failure = (Outcome.Failure<T>) outcome;
			if (repairs == 0 || !isRepairable(failure.reason())) {
				return Mono.error(this.failures.exception(failure, message));
			}
			logRepair(schema, failure);
			return attempt(RepairTurn.of(prepared, message, failure), schema, call, repairs - 1, usage);
		});
	}

	private static boolean isRepairable(Reason reason) {
		return reason == Reason.MALFORMED || reason == Reason.INVALID;
	}

	private static void logRepair(JsonSchema<?> schema, Outcome.Failure<?> failure) {
		if (logger.isDebugEnabled()) {
			logger.debug("Asking again for a " + schema.name() + ": " + failure.reason() + " at '"
					+ failure.problems().get(0).path() + "'");
		}
	}

	@Override
	public <E> Flux<E> streamElements(MessagesRequest request, String property, Class<E> elementType) {
		return this.schema.mono().flatMapMany((schema) -> {
			ElementBinder<E> binder = schema.elements(property, elementType);
			return new DocumentFlux<>(this.client.stream(this.form.prepare(request, schema)),
					() -> new ElementReader<>(document(), binder));
		});
	}

	@Override
	public Flux<ObjectNode> streamPartial(MessagesRequest request) {
		return this.schema.mono()
			.flatMapMany((schema) -> new DocumentFlux<>(this.client.stream(this.form.prepare(request, schema)),
					() -> new PartialDocument(document())));
	}

	private StreamedDocument document() {
		return new StreamedDocument(this.form.tracker(), this.failures);
	}

	@Override
	public MessagesRequest prepare(MessagesRequest request) {
		return this.form.prepare(request, this.schema.get());
	}

	@Override
	public T read(Message message) {
		Outcome<T> outcome = Answers.of(message, this.form, this.schema.get());
		if (outcome instanceof Outcome.Value<T> found) {
			return found.value();
		}
		throw this.failures.exception((Outcome.Failure<T>) outcome, message);
	}

	@Override
	public JsonSchema<T> schema() {
		return this.schema.get();
	}

}
