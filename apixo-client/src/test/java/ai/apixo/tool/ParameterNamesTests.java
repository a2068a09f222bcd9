package ai.apixo.tool;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;

import javax.tools.ToolProvider;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ai.apixo.client.error.ApixoConfigurationException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Methods of a class whose compiler was not asked for the names of parameters.
 */
class ParameterNamesTests {

	private static final String SOURCE = """
			public class Clock {

				@ai.apixo.tool.ToolMethod(description = "Tells the time of a city")
				public String time(String city) {
					return "noon in " + city;
				}

			}
			""";

	@Test
	@DisplayName("TOOL-17 a method whose parameters have no names is refused when the runner is built, with what to do")
	void namesOfParametersAreNeeded(@TempDir Path directory) throws Exception {
		Path source = Files.writeString(directory.resolve("Clock.java"), SOURCE);
		int status = ToolProvider.getSystemJavaCompiler()
			.run(null, null, null, "-proc:none", "-classpath", System.getProperty("java.class.path"),
					source.toString());
		assertThat(status).isZero();
		try (URLClassLoader classes = new URLClassLoader(new URL[] { directory.toUri().toURL() },
				getClass().getClassLoader())) {
			Object clock = classes.loadClass("Clock").getConstructor().newInstance();
			ToolRunner.Builder builder = ScriptedModel.saying().runner().toolMethods(clock);
			assertThatExceptionOfType(ApixoConfigurationException.class).isThrownBy(builder::build)
				.withMessage("The names of the parameters of Clock.time are not known. Compile with '-parameters'");
		}
	}

}
