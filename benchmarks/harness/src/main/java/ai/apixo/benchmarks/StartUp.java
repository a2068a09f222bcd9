package ai.apixo.benchmarks;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.Stream;

/**
 * What it took this process to get here.
 */
public final class StartUp {

	private StartUp() {
	}

	/**
	 * Print the time since the JVM began, the classes it has loaded, and the jars on its
	 * class path.
	 */
	public static void print() {
		Scenarios.print("time", (double) ManagementFactory.getRuntimeMXBean().getUptime());
		Scenarios.print("classes", (double) ManagementFactory.getClassLoadingMXBean().getTotalLoadedClassCount());
		List<File> jars = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
			.map(File::new)
			.filter((file) -> file.getName().endsWith(".jar") && !file.getName().startsWith("apixo-benchmark"))
			.toList();
		Scenarios.print("jars", jars.size());
		Scenarios.print("size", jars.stream().mapToLong(File::length).sum() / 1e6);
	}

}
