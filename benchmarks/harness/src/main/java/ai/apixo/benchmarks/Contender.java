package ai.apixo.benchmarks;

import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/**
 * A client that takes part in the comparison.
 */
public interface Contender {

	/**
	 * Stream an answer and return when it is complete.
	 * @param model what the server is to send
	 * @param texts takes each piece of text
	 */
	void stream(String model, Consumer<String> texts);

	/**
	 * Stream an answer as events, if the client can do that and more simply.
	 * @param model what the server is to send
	 * @param texts takes each piece of text
	 */
	default void streamTyped(String model, Consumer<String> texts) {
		stream(model, texts);
	}

	/**
	 * Ask for an answer in one piece.
	 * @param model what the server is to send
	 * @return the answer's text
	 */
	String create(String model);

	/**
	 * Stream many answers at once, by a thread for each unless the client can do better.
	 * @param streams how many
	 * @param model what the server is to send
	 * @param texts takes each piece of text, from many threads
	 * @param ended counted down when a stream has ended
	 */
	default void streamAtOnce(int streams, String model, Consumer<String> texts, CountDownLatch ended) {
		for (int number = 0; number < streams; number++) {
			start(() -> stream(model, texts), ended);
		}
	}

	/**
	 * Ask for many answers, some of them at once.
	 * @param concurrency how many at once
	 * @param calls how many
	 * @param model what the server is to send
	 * @param texts takes each answer's text, from many threads
	 */
	default void createMany(int concurrency, int calls, String model, Consumer<String> texts) {
		CountDownLatch ended = new CountDownLatch(concurrency);
		for (int number = 0; number < concurrency; number++) {
			start(() -> {
				for (int call = 0; call < calls / concurrency; call++) {
					texts.accept(create(model));
				}
			}, ended);
		}
		Latches.await(ended);
	}

	private static void start(Runnable task, CountDownLatch ended) {
		Thread thread = new Thread(null, () -> {
			try {
				task.run();
			}
			finally {
				ended.countDown();
			}
		}, "contender", 256 * 1024);
		thread.setDaemon(true);
		thread.start();
	}

}
