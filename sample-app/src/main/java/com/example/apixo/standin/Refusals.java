package com.example.apixo.standin;

import java.util.LinkedHashMap;
import java.util.Map;

import ai.apixo.test.ReceivedRequest;

/**
 * Which calls have been turned away, and how often: the attempts of a call are the same
 * request in the same trace.
 */
final class Refusals {

	private static final int MAX_CALLS = 1000;

	private final Map<String, Integer> refused = new LinkedHashMap<>() {

		@Override
		protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
			return size() > MAX_CALLS;
		}

	};

	/**
	 * Return whether to turn the call away once more. When it is let through, it is
	 * forgotten.
	 */
	synchronized boolean refuse(ReceivedRequest request, int times) {
		String call = call(request);
		int before = this.refused.getOrDefault(call, 0);
		if (before >= times) {
			this.refused.remove(call);
			return false;
		}
		this.refused.put(call, before + 1);
		return true;
	}

	synchronized boolean isKnown(ReceivedRequest request) {
		return this.refused.containsKey(call(request));
	}

	private static String call(ReceivedRequest request) {
		String trace = request.headers().getFirst("traceparent");
		return ((trace != null) ? trace.split("-")[1] : "") + request.json();
	}

}
