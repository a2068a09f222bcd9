package com.example.apixo;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.core.env.SimpleCommandLinePropertySource;

/** Starts the chat page, or answers {@code --prompt="..."} on the console. */
@SpringBootApplication
public class SampleApplication {

	public static void main(String[] args) {
		SpringApplication application = new SpringApplication(SampleApplication.class);
		if (new SimpleCommandLinePropertySource(args).containsProperty("prompt")) {
			application.setAdditionalProfiles("prompt");
			System.exit(SpringApplication.exit(application.run(args)));
		}
		application.run(args);
	}

}
