package ai.apixo.boot.test.autoconfigure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.ResourceLocksProvider.Lock;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.condition.ConditionEvaluationReport;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.test.context.ContextCustomizerFactory;

import ai.apixo.boot.autoconfigure.ApixoAutoConfiguration;
import ai.apixo.test.MockApixoGateway;

import static ai.apixo.test.Reply.reply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * What the annotations do to test classes as a whole.
 */
class MockApixoTests {

	@AfterEach
	void forgetProperties() {
		List.of("apixo.test.record", "apixo.test.recordings", "apixo.base-url", "apixo.api-key")
			.forEach(System::clearProperty);
	}

	@Test
	@DisplayName("KIT-21 classes of equal configuration share one gateway, ownContext has its own")
	void equalClassesShareOneGateway() {
		SharedGatewayFixtures.GATEWAYS.clear();
		JUnitRun run = JUnitRun.of(SharedGatewayFixtures.First.class, SharedGatewayFixtures.Second.class,
				SharedGatewayFixtures.Third.class, SharedGatewayFixtures.Fourth.class,
				SharedGatewayFixtures.Fifth.class);
		assertThat(run.failures()).isEmpty();
		assertThat(run.succeeded()).isEqualTo(7);
		assertThat(SharedGatewayFixtures.GATEWAYS).hasSize(1);
		JUnitRun own = JUnitRun.of(SharedGatewayFixtures.Own.class, SharedGatewayFixtures.OtherOwn.class);
		assertThat(own.failures()).isEmpty();
		assertThat(SharedGatewayFixtures.GATEWAYS).hasSize(3);
	}

	@Test
	@DisplayName("KIT-21 KIT-24 a nested class uses the context of the class around it, also one of its own")
	void nestedClassUsesTheContextAroundIt() {
		JUnitRun run = JUnitRun.of(NestedFixtures.Outer.class);
		assertThat(run.failures()).isEmpty();
		assertThat(run.succeeded()).isEqualTo(3);
		MockApixoLocks locks = new MockApixoLocks();
		assertThat(locks.provideForNestedClass(List.of(NestedFixtures.Outer.class, NestedFixtures.Outer.Inner.class),
				NestedFixtures.Outer.Inner.Innermost.class))
			.isEqualTo(locks.provideForClass(NestedFixtures.Outer.class));
	}

	@Test
	@DisplayName("KIT-24 parallel classes that share a gateway take turns")
	void parallelClassesTakeTurns() {
		SharedGatewayFixtures.MOST_AT_ONCE.set(0);
		JUnitRun run = JUnitRun.parallel(SharedGatewayFixtures.First.class, SharedGatewayFixtures.Second.class,
				SharedGatewayFixtures.Third.class, SharedGatewayFixtures.Fourth.class,
				SharedGatewayFixtures.Fifth.class, SharedGatewayFixtures.Own.class,
				SharedGatewayFixtures.OtherOwn.class);
		assertThat(run.failures()).isEmpty();
		assertThat(run.succeeded()).isEqualTo(9);
		assertThat(SharedGatewayFixtures.MOST_AT_ONCE).hasValue(1);
	}

	@Test
	@DisplayName("KIT-24 the lock is the same for classes that share contexts, the class's own with ownContext")
	void lockIsSharedUnlessTheContextIsNot() {
		MockApixoLocks locks = new MockApixoLocks();
		assertThat(SharedGatewayFixtures.First.class.getAnnotation(AutoConfigureMockApixo.class)
			.annotationType()
			.getAnnotation(ResourceLock.class)
			.providers()).containsExactly(MockApixoLocks.class);
		assertThat(locks.provideForClass(SharedGatewayFixtures.First.class))
			.isEqualTo(locks.provideForClass(RecordedFixtures.Recorded.class))
			.isEqualTo(locks.provideForNestedClass(List.of(SharedGatewayFixtures.First.class),
					SharedGatewayFixtures.First.Inner.class))
			.isNotEqualTo(locks.provideForClass(SharedGatewayFixtures.Own.class))
			.extracting(Lock::getAccessMode)
			.containsExactly(ResourceAccessMode.READ_WRITE);
		assertThat(locks.provideForClass(SharedGatewayFixtures.Own.class))
			.isNotEqualTo(locks.provideForClass(SharedGatewayFixtures.OtherOwn.class));
	}

	@Test
	@DisplayName("KIT-24 where no lock applies a second test at the same time fails with the names of both")
	void secondTestAtTheSameTimeFails() {
		MockApixoTurn turn = new MockApixoTurn();
		turn.begin("DeskTests.one");
		assertThatIllegalStateException().isThrownBy(() -> turn.begin("OtherTests.two"))
			.withMessageContaining("DeskTests.one")
			.withMessageContaining("OtherTests.two");
		turn.end();
		turn.begin("OtherTests.two");
	}

	@Test
	@DisplayName("KIT-22 each test method is verified and starts anew; a failed one gets the transcript only")
	void eachTestMethodIsVerified() {
		JUnitRun run = JUnitRun.of(VerifiedFixtures.Leaving.class);
		assertThat(run.succeeded()).isEqualTo(1);
		assertThat(run.failures()).hasSize(2);
		assertThat(run.failures().get(0)).isInstanceOf(AssertionError.class)
			.hasMessageContaining("No request used the reply reply().text(\"nobody wanted this\")")
			.hasMessageContaining("Transcript");
		assertThat(run.failures().get(1)).hasMessage("by itself");
		assertThat(run.failures().get(1).getSuppressed()).singleElement()
			.satisfies((suppressed) -> assertThat(suppressed).hasMessageStartingWith("Transcript")
				.hasMessageContaining("left by a failure"));
	}

	@Test
	@DisplayName("KIT-22 a method with @AfterEach may still use the gateway")
	void afterEachMayStillUseTheGateway() {
		assertThat(JUnitRun.of(VerifiedFixtures.AskingLate.class).failures()).isEmpty();
	}

	@Test
	@DisplayName("KIT-26 being on the class path does nothing")
	void beingOnTheClassPathDoesNothing() {
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(DeskApplication.class)
			.web(WebApplicationType.NONE)
			.properties("apixo.api-key=test-key-0123456789")
			.build(new String[0])
			.run()) {
			assertThat(context.getBeanNamesForType(MockApixoGateway.class)).isEmpty();
			assertThat(ConditionEvaluationReport.get(context.getBeanFactory()).getConditionAndOutcomesBySource())
				.containsKey(ApixoAutoConfiguration.class.getName())
				.doesNotContainKey(MockApixoAutoConfiguration.class.getName());
			assertThat(context.getEnvironment().getProperty("apixo.retry.initial-backoff")).isNull();
		}
		assertThat(SpringFactoriesLoader.forDefaultResourceLocation(SpringApplication.class.getClassLoader())
			.load(ContextCustomizerFactory.class)
			.stream()
			.filter(MockApixoContextCustomizerFactory.class::isInstance)
			.map((factory) -> factory.createContextCustomizer(MockApixoTests.class, List.of()) == null))
			.containsExactly(true);
	}

	@Test
	@DisplayName("KIT-32 KIT-33 a test is recorded into the folder of the recordings, then replayed from it")
	void testIsRecordedAndReplayed(@TempDir Path folder) throws IOException {
		System.setProperty("apixo.test.recordings", folder.toString());
		try (MockApixoGateway real = MockApixoGateway.start()) {
			real.enqueue(reply().text("Noon"));
			System.setProperty("apixo.test.record", "true");
			System.setProperty("apixo.base-url", real.baseUrl());
			System.setProperty("apixo.api-key", "real-key-0123456789");
			assertThat(JUnitRun.of(RecordedFixtures.Recorded.class).failures()).isEmpty();
			assertThat(real.requests().get(0).headers().getFirst("x-api-key")).isEqualTo("real-key-0123456789");
		}
		assertThat(Files.readString(folder.resolve("desk.jsonl")))
			.contains("\"test\":\"RecordedFixtures$Recorded.answers\"")
			.contains("\"content\":\"***\"")
			.doesNotContain("real-key");
		System.clearProperty("apixo.test.record");
		System.clearProperty("apixo.base-url");
		assertThat(JUnitRun.of(RecordedFixtures.Recorded.class).failures()).isEmpty();
	}

	@Test
	@DisplayName("KIT-33 a recording that is not in the folder is looked for on the class path")
	void recordingIsLookedForOnTheClassPath(@TempDir Path folder) {
		System.setProperty("apixo.test.recordings", folder.toString());
		assertThat(JUnitRun.of(RecordedFixtures.OnTheClassPath.class).failures()).isEmpty();
	}

	@Test
	@DisplayName("KIT-31 a recording that is nowhere fails the test with the variable to set")
	void missingRecordingFailsTheTest() {
		assertThat(JUnitRun.of(RecordedFixtures.Missing.class).failures()).singleElement()
			.satisfies((failure) -> assertThat(failure).hasMessageContaining("APIXO_TEST_RECORD=true"));
	}

}
