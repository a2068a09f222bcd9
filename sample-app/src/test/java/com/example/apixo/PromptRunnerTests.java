package com.example.apixo;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@code --prompt} as a shell sees it.
 */
class PromptRunnerTests {

	@Test
	void theAnswerAloneGoesToThePipe(@TempDir Path folder) throws Exception {
		SampleProcess process = SampleProcess.run(folder, "--prompt=/unicode please");
		assertThat(process.exitCode()).isZero();
		assertThat(process.out()).startsWith("One sentence in many scripts")
			.contains("今晚的海很平静。", "👩‍🚀")
			.doesNotContain("\r");
		assertThat(process.err()).isEmpty();
	}

	@Test
	@EnabledOnOs(OS.LINUX)
	void onATerminalALineTellsThatItIsAskingUntilTheAnswerTakesItsPlace(@TempDir Path folder) throws Exception {
		SampleProcess process = SampleProcess.runOnTerminal(folder, "--prompt=hello");
		assertThat(process.exitCode()).isZero();
		assertThat(process.out()).startsWith("Asking ...\r\u001B[KHello, and welcome.");
	}

	@Test
	void aRefusalGoesToStandardErrorAndIntoTheExitCode(@TempDir Path folder) throws Exception {
		SampleProcess process = SampleProcess.run(folder, "--prompt=/529");
		assertThat(process.exitCode()).isOne();
		assertThat(process.out()).isEmpty();
		assertThat(process.err()).contains("responded with status 529");
	}

}
