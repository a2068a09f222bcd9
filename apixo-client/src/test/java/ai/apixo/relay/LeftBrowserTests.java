package ai.apixo.relay;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.Wrapper;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;
import org.springframework.web.reactive.config.EnableWebFlux;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;
import reactor.core.publisher.Flux;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Browsers that leave, as the servers of both stacks notice it.
 */
class LeftBrowserTests {

	private static final Duration HEARTBEAT = Duration.ofMillis(200);

	private static final Duration GRACE = Duration.ofSeconds(3);

	private final MemoryRelayStore store = (MemoryRelayStore) TestStore.MEMORY.create(Duration.ofMillis(1));

	private final RelayId id = new RelayId("ada", "1");

	private final Source source = new Source();

	@AfterEach
	void close() {
		this.store.stop();
	}

	private ApixoRelay.Builder relay() {
		return ApixoRelay.builder().store(this.store);
	}

	@Test
	@DisplayName("RELAY-12 in WebFlux a browser that left is noticed at once, without a write")
	void webFluxNoticesAtOnce() throws IOException {
		ApixoRelay relay = relay().heartbeat(Duration.ofHours(1)).grace(GRACE).build();
		AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
		context.register(Reactive.class);
		context.registerBean(RelayController.class, () -> new RelayController(relay, Flux.never()));
		context.refresh();
		DisposableServer server = HttpServer.create()
			.host("127.0.0.1")
			.port(0)
			.handle(new ReactorHttpHandlerAdapter(WebHttpHandlerBuilder.applicationContext(context).build()))
			.bindNow();
		try {
			watchAndLeave(relay, server.port());
			await().until(() -> relay.activity().watchers() == 0);
			this.source.cancelled().await();
		}
		finally {
			server.disposeNow();
			context.close();
		}
	}

	@Test
	@DisplayName("RELAY-12 in Spring MVC a browser that left is noticed by the writes of heartbeats, and the grace time begins")
	void servletNoticesByHeartbeats(@TempDir Path folder) throws IOException, LifecycleException {
		ApixoRelay relay = relay().heartbeat(HEARTBEAT).grace(GRACE).build();
		AnnotationConfigWebApplicationContext context = new AnnotationConfigWebApplicationContext();
		context.register(Servlet.class);
		context.addBeanFactoryPostProcessor(
				(beans) -> beans.registerSingleton("controller", new RelayController(relay, Flux.never())));
		Tomcat tomcat = new Tomcat();
		tomcat.setBaseDir(folder.toString());
		tomcat.setPort(0);
		Context application = tomcat.addContext("", folder.toString());
		Wrapper servlet = Tomcat.addServlet(application, "dispatcher", new DispatcherServlet(context));
		servlet.setAsyncSupported(true);
		servlet.setLoadOnStartup(1);
		servlet.addMapping("/");
		tomcat.getConnector();
		tomcat.start();
		try {
			watchAndLeave(relay, tomcat.getConnector().getLocalPort());
			await().until(() -> relay.activity().watchers() == 0);
			this.source.cancelled().await();
		}
		finally {
			tomcat.stop();
			tomcat.destroy();
		}
	}

	private void watchAndLeave(ApixoRelay relay, int port) throws IOException {
		Runs.start(relay, this.id, this.source.flux());
		try (Socket browser = new Socket(InetAddress.getLoopbackAddress(), port)) {
			browser.setSoTimeout(20_000);
			browser.getOutputStream()
				.write("GET /answers/1 HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n"
					.getBytes(StandardCharsets.US_ASCII));
			BufferedReader response = new BufferedReader(
					new InputStreamReader(browser.getInputStream(), StandardCharsets.UTF_8));
			assertThat(response.lines().anyMatch((line) -> line.startsWith("retry:1000"))).isTrue();
			assertThat(relay.activity().watchers()).isOne();
		}
	}

	@EnableWebFlux
	static class Reactive {

	}

	@EnableWebMvc
	static class Servlet {

	}

}
