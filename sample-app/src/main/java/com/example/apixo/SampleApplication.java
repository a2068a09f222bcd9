package com.example.apixo;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.SimpleCommandLinePropertySource;

/**
 * Starts the chat page, or with {@code --prompt="..."} answers one prompt on the console.
 */
@SpringBootApplication
public class SampleApplication {

	public static void main(String[] args) {
		SpringApplication application = new SpringApplication(SampleApplication.class);
		boolean prompt = new SimpleCommandLinePropertySource(args).containsProperty("prompt");
		application.setAdditionalProfiles(prompt ? new String[] { "prompt" } : new String[0]);
		ConfigurableApplicationContext context = application.run(args);
		if (prompt) {
			System.exit(SpringApplication.exit(context));
		}
	}

}
