package ai.apixo.boot.test.autoconfigure;

import org.springframework.boot.test.autoconfigure.TestSliceTestContextBootstrapper;
import org.springframework.test.context.TestContextBootstrapper;

/**
 * {@link TestContextBootstrapper} for {@link ApixoTest}.
 */
class ApixoTestContextBootstrapper extends TestSliceTestContextBootstrapper<ApixoTest> {

}
