package ai.apixo.test;

import java.time.Duration;

import org.springframework.http.HttpHeaders;

import ai.apixo.test.Ending.How;

/**
 * A reply as it goes over the wire.
 *
 * @param status the status
 * @param headers the headers
 * @param body the body
 * @param ending what happens after the body
 * @param delay the time before the status
 * @param pace the time between two chunks
 */
record WireReply(int status, HttpHeaders headers, ChunkedBody body, How ending, Duration delay, Duration pace) {

	static WireReply of(int status, HttpHeaders headers, ChunkedBody body) {
		return new WireReply(status, headers, body, How.COMPLETE, Duration.ZERO, Duration.ZERO);
	}

	WireReply endingWith(How ending) {
		return new WireReply(this.status, this.headers, this.body, ending, this.delay, this.pace);
	}

}
