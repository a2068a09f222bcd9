package ai.apixo.redis;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

import redis.embedded.core.ExecutableProvider;

/**
 * The program of a Redis and what it keeps, in a folder that is gone when the tests are.
 */
final class RedisFiles {

	private static final String EXECUTABLE = "TEST_REDIS_SERVER";

	private RedisFiles() {
	}

	/**
	 * Return the program that {@code TEST_REDIS_SERVER} names, else the one that the
	 * tests bring.
	 */
	static File executable() {
		return Folder.EXECUTABLE;
	}

	static Path directory(int port) {
		try {
			return Files.createDirectories(Folder.PATH.resolve(String.valueOf(port)));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Stop a server before the folder is deleted.
	 */
	static void closeAtTheEnd(TestRedis redis) {
		Folder.OPEN.add(redis);
	}

	static void delete(Path folder) {
		if (!Files.exists(folder)) {
			return;
		}
		try (Stream<Path> files = Files.walk(folder)) {
			List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
			for (Path file : deepestFirst) {
				Files.deleteIfExists(file);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static final class Folder {

		private static final Queue<TestRedis> OPEN = new ConcurrentLinkedQueue<>();

		private static final Path PATH = create();

		private static final File EXECUTABLE = extract();

		private static Path create() {
			try {
				Path folder = Files.createTempDirectory("apixo-redis");
				Runtime.getRuntime().addShutdownHook(new Thread(() -> {
					OPEN.forEach(TestRedis::close);
					delete(folder);
				}));
				return folder;
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

		private static File extract() {
			String named = System.getenv(RedisFiles.EXECUTABLE);
			try {
				return (named != null) ? new File(named)
						: ExecutableProvider.newJarResourceProvider(PATH.toFile()).get();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

	}

}
