package ai.apixo.test;

import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A stub that has something to answer.
 *
 * @param request which requests it answers
 * @param answer what it answers
 * @param once whether it answers a single request
 */
record StubScript(Predicate<ReceivedRequest> request, Function<ReceivedRequest, ScriptedAnswer> answer, boolean once) {

}
