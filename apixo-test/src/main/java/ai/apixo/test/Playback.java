package ai.apixo.test;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import ai.apixo.test.Ending.How;

/**
 * Sends a reply in its time.
 */
final class Playback {

	private final WireReply reply;

	private final @Nullable HeldReply held;

	private Playback(WireReply reply, @Nullable HeldReply held) {
		this.reply = reply;
		this.held = held;
	}

	static Mono<WireResponse> of(WireReply reply, @Nullable HeldReply held) {
		return new Playback(reply, held).response();
	}

	private Mono<WireResponse> response() {
		Mono<WireResponse> head = head();
		Duration delay = this.reply.delay();
		Mono<WireResponse> delayed = delay.isZero() ? head : Mono.delay(delay).then(head);
		return (this.held != null) ? this.held.opened().then(delayed) : delayed;
	}

	private Mono<WireResponse> head() {
		How ending = this.reply.ending();
		if (ending == How.HANG_UP) {
			return Mono.error(() -> new ConnectionClosed(false));
		}
		return (ending == How.SILENCE) ? Mono.never()
				: Mono.fromSupplier(() -> new WireResponse(this.reply.status(), headers(), body()));
	}

	private HttpHeaders headers() {
		HttpHeaders headers = new HttpHeaders(this.reply.headers());
		String contentType = String.valueOf(headers.getFirst(HttpHeaders.CONTENT_TYPE));
		if (this.reply.ending() == How.COMPLETE && !contentType.startsWith("text/event-stream")) {
			headers.setContentLength(this.reply.body().size());
		}
		return headers;
	}

	private Flux<byte[]> body() {
		Duration pace = this.reply.pace();
		Flux<byte[]> paced = pace.isZero() ? chunks()
				: chunks().index()
					.concatMap((chunk) -> (chunk.getT1() == 0) ? Mono.just(chunk.getT2())
							: Mono.delay(pace).thenReturn(chunk.getT2()), 1);
		How ending = this.reply.ending();
		if (ending == How.CUT || ending == How.RESET) {
			return paced.concatWith(Flux.error(() -> new ConnectionClosed(ending == How.RESET)));
		}
		return (ending == How.STALL) ? paced.concatWith(Flux.never()) : paced;
	}

	private Flux<byte[]> chunks() {
		ChunkedBody.Cursor cursor = this.reply.body().cursor();
		int units = this.reply.body().units();
		if (this.held == null) {
			return cursor.upTo(units);
		}
		boolean endsByItself = this.reply.ending() == How.COMPLETE;
		return this.held.released()
			.takeUntil((released) -> endsByItself && released >= units)
			.concatMap(cursor::upTo, 1);
	}

}
