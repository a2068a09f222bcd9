package ai.apixo.test;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/**
 * What the test has scripted and what has come of it, behind one lock.
 */
final class Scripts {

	private static final int KEPT_REQUESTS = 1000;

	private final Deque<ScriptedAnswer> queue = new ArrayDeque<>();

	private final Deque<StubScript> stubs = new ArrayDeque<>();

	private final Deque<ReceivedRequest> requests = new ArrayDeque<>();

	private final Deque<Exchange> exchanges = new ArrayDeque<>();

	private final Set<Exchange> open = ConcurrentHashMap.newKeySet();

	private final List<String> problems = new ArrayList<>();

	private ReplyNumbers numbers = new ReplyNumbers();

	private @Nullable Conversation conversation;

	private int received;

	private int refused;

	synchronized void enqueue(List<ScriptedAnswer> answers) {
		this.queue.addAll(answers);
	}

	synchronized void add(StubScript stub) {
		this.stubs.addFirst(stub);
	}

	synchronized void converse(Conversation conversation) {
		this.conversation = conversation;
	}

	synchronized @Nullable Conversation conversation() {
		return this.conversation;
	}

	synchronized List<ReceivedRequest> requests() {
		return List.copyOf(this.requests);
	}

	synchronized int received() {
		return this.received;
	}

	synchronized int openRequests() {
		return (int) this.open.stream().filter(Exchange::isOpen).count();
	}

	synchronized Exchange receive(IncomingRequest incoming) {
		JsonNode body = MessagesFormat.parse(incoming.body());
		Refusal refusal = Refusal.of(incoming, body);
		Exchange exchange = (refusal == null && body != null) ? answer(incoming, body)
				: refuse(incoming, (refusal != null) ? refusal : new Refusal(400, "No body"));
		keep(exchange, this.exchanges);
		return exchange;
	}

	private Exchange refuse(IncomingRequest incoming, Refusal refusal) {
		WireReply reply = ReplyRendering.error(refusal.status(), refusal.type(), refusal.message(),
				"req_refused_" + ++this.refused);
		return new Exchange("refused", incoming, new ClientPresence(), refusal.toString(), Playback.of(reply, null));
	}

	private Exchange answer(IncomingRequest incoming, JsonNode body) {
		String name = "#" + ++this.received;
		ReceivedRequest request = new ReceivedRequest(incoming, body, new ClientPresence());
		keep(request, this.requests);
		ChosenAnswer answer = choose(request, "req_" + this.received);
		if (answer.problem() != null) {
			keep(answer.problem(), this.problems);
		}
		Mono<WireResponse> response = answer.response();
		Exchange exchange = new Exchange(name, incoming, request.client(), answer.description(), response);
		this.open.removeIf((earlier) -> !earlier.isOpen());
		this.open.add(exchange);
		return exchange;
	}

	private ChosenAnswer choose(ReceivedRequest request, String requestId) {
		try {
			ScriptedAnswer answer = scripted(request);
			if (answer != null) {
				return scripted(answer, request, requestId);
			}
		}
		catch (Throwable ex) {
			return ChosenAnswer.none("Request " + this.received
					+ " has no reply, for the predicate or function of a stub has thrown " + ex, request, requestId);
		}
		if (this.conversation != null) {
			return this.conversation.answer(request, requestId);
		}
		int stubs = this.stubs.size();
		return ChosenAnswer.none(
				"Request " + this.received + " has no reply: model " + request.model() + ", last user text \""
						+ request.lastUserText(80) + "\", " + stubs + ((stubs == 1) ? " stub" : " stubs")
						+ " did not match, the queue is empty; add one with enqueue(..) or when(..).reply(..)",
				request, requestId);
	}

	private @Nullable ScriptedAnswer scripted(ReceivedRequest request) {
		Optional<StubScript> stub = this.stubs.stream().filter((each) -> each.request().test(request)).findFirst();
		if (stub.isEmpty()) {
			return this.queue.poll();
		}
		if (stub.get().once()) {
			this.stubs.remove(stub.get());
		}
		return stub.get().answer().apply(request);
	}

	private ChosenAnswer scripted(ScriptedAnswer answer, ReceivedRequest request, String requestId) {
		WireReply reply = new ReplyRendering(this.numbers, requestId).render(answer.reply().script(),
				request.isStream(), request.model());
		if (answer.held() != null) {
			answer.held().answers(request);
		}
		return new ChosenAnswer(answer.toString(), Playback.of(reply, answer.held()), null);
	}

	/**
	 * Return what the test has to be told, a line each.
	 */
	synchronized List<String> problems() {
		List<String> all = new ArrayList<>(this.problems);
		this.queue.forEach((answer) -> all
			.add("No request used the reply " + answer + "; remove it, or find out why no request was sent for it"));
		if (this.conversation != null) {
			all.addAll(this.conversation.problems());
		}
		return all;
	}

	synchronized String transcript() {
		List<String> left = new ArrayList<>();
		this.queue.forEach((answer) -> left.add(answer.toString()));
		if (this.conversation != null) {
			left.addAll(this.conversation.problems());
		}
		return Transcript.of(List.copyOf(this.exchanges), left);
	}

	/**
	 * Forget all, and close what is still open.
	 */
	void reset() {
		List<Exchange> aborted;
		synchronized (this) {
			aborted = List.copyOf(this.open);
			this.open.clear();
			this.queue.clear();
			this.stubs.clear();
			this.requests.clear();
			this.exchanges.clear();
			this.problems.clear();
			this.numbers = new ReplyNumbers();
			this.conversation = null;
			this.received = 0;
			this.refused = 0;
		}
		aborted.forEach(Exchange::abort);
	}

	private static <T> void keep(T latest, Deque<T> kept) {
		if (kept.size() == KEPT_REQUESTS) {
			kept.removeFirst();
		}
		kept.addLast(latest);
	}

	private static void keep(String latest, List<String> kept) {
		if (kept.size() < KEPT_REQUESTS) {
			kept.add(latest);
		}
	}

}
