package ai.apixo.benchmarks.bare;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.web.reactive.function.client.WebClient;

import ai.apixo.benchmarks.StartUp;

/**
 * Starts with a {@code WebClient} as Spring Boot makes it and stops at once.
 */
@SpringBootApplication
public class Bare {

	private final WebClient webClient;

	Bare(WebClient.Builder builder) {
		this.webClient = builder.build();
	}

	/**
	 * Start and prints what it took.
	 * @param args ignored
	 */
	public static void main(String[] args) {
		SpringApplication application = new SpringApplication(Bare.class);
		application.run("--spring.main.banner-mode=off", "--logging.level.root=warn").getBean(Bare.class).webClient
			.mutate();
		StartUp.print();
		System.exit(0);
	}

}
