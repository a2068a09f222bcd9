package com.example.apixo;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.SimpleCommandLinePropertySource;
import org.springframework.web.server.WebFilter;

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

	// Nothing that a model writes can run script or reach another server.
	@Bean
	WebFilter contentSecurityPolicy() {
		return (exchange, chain) -> {
			exchange.getResponse().getHeaders().set("Content-Security-Policy", """
					default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; \
					base-uri 'none'; form-action 'none'; frame-ancestors 'none'; \
					require-trusted-types-for 'script'; trusted-types dompurify""");
			return chain.filter(exchange);
		};
	}

}
