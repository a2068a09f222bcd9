package ai.apixo.boot.test.autoconfigure;

import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestContextAnnotationUtils;
import org.springframework.test.context.support.AbstractTestExecutionListener;

import ai.apixo.test.MockApixoGateway;

/**
 * Gives each test method the gateway as if it were new, and verifies it afterwards.
 */
class MockApixoTestExecutionListener extends AbstractTestExecutionListener {

	private static final String TURN = MockApixoTurn.class.getName();

	@Override
	public void beforeTestMethod(TestContext testContext) {
		if (!isResponsible(testContext)) {
			return;
		}
		ApplicationContext context = testContext.getApplicationContext();
		context.getBean(MockApixoTurn.class).begin(name(testContext));
		testContext.setAttribute(TURN, true);
		ApixoRecording recording = TestContextAnnotationUtils.findMergedAnnotation(testContext.getTestClass(),
				ApixoRecording.class);
		if (recording != null) {
			new RecordingSetup(context.getEnvironment()).begin(context.getBean(MockApixoGateway.class), recording,
					name(testContext));
		}
	}

	/**
	 * Called after the methods with {@code @AfterEach}, which may still use the gateway.
	 */
	@Override
	public void afterTestMethod(TestContext testContext) {
		if (testContext.removeAttribute(TURN) == null) {
			return;
		}
		ApplicationContext context = testContext.getApplicationContext();
		MockApixoGateway gateway = context.getBean(MockApixoGateway.class);
		try {
			verify(gateway, testContext.getTestException());
		}
		finally {
			gateway.reset();
			context.getBean(MockApixoTurn.class).end();
		}
	}

	private static void verify(MockApixoGateway gateway, @Nullable Throwable failure) {
		if (failure == null) {
			gateway.verify();
		}
		else {
			failure.addSuppressed(new AssertionError(gateway.toString()));
		}
	}

	private static boolean isResponsible(TestContext testContext) {
		return TestContextAnnotationUtils.hasAnnotation(testContext.getTestClass(), AutoConfigureMockApixo.class);
	}

	/**
	 * Return the name of a test, with its classes but not their package:
	 * {@code DeskTests.refund}.
	 */
	private static String name(TestContext testContext) {
		Class<?> testClass = testContext.getTestClass();
		String packageName = testClass.getPackageName();
		String className = packageName.isEmpty() ? testClass.getName()
				: testClass.getName().substring(packageName.length() + 1);
		return className + "." + testContext.getTestMethod().getName();
	}

}
