package ai.apixo.boot.test.autoconfigure;

import java.util.List;

import org.springframework.boot.jackson.JacksonComponent;
import org.springframework.boot.webclient.WebClientCustomizer;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Controller;
import org.springframework.stereotype.Repository;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.module.SimpleModule;

import ai.apixo.client.observation.DefaultApixoObservationConvention;
import ai.apixo.tool.ToolFunction;
import ai.apixo.tool.ToolSource;

/**
 * Components of every kind that a slice picks up, and of some that it does not.
 */
final class SliceComponents {

	private SliceComponents() {
	}

	@JacksonComponent
	static class Json extends ValueSerializer<SliceComponents> {

		@Override
		public void serialize(SliceComponents value, JsonGenerator generator, SerializationContext context) {
			generator.writeNull();
		}

	}

	@Component
	static class Module extends SimpleModule {

	}

	@Component
	static class Convention extends DefaultApixoObservationConvention {

	}

	@Component
	static class WebClients implements WebClientCustomizer {

		@Override
		public void customize(WebClient.Builder builder) {
			builder.defaultHeader("x-web-client", "1");
		}

	}

	@Component
	static class Tools implements ToolSource {

		@Override
		public Mono<List<ToolFunction>> tools() {
			return Mono.just(List.of());
		}

	}

	@Controller
	static class Page {

	}

	@Repository
	static class Orders {

	}

}
