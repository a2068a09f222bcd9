package ai.apixo.benchmarks.soak;

import java.util.Random;

/**
 * The answer to a call: the same for whoever asks, and like no other call's.
 */
final class Texts {

	private static final int MAX_DELTAS = 120;

	private Texts() {
	}

	static int count(int call) {
		return 1 + new Random(call).nextInt(MAX_DELTAS);
	}

	static String delta(int call, int index) {
		return call + ":" + index + " \u65e5\u672c \ud83d\ude00 ";
	}

	static String whole(int call) {
		StringBuilder whole = new StringBuilder();
		for (int index = 0; index < count(call); index++) {
			whole.append(delta(call, index));
		}
		return whole.toString();
	}

}
