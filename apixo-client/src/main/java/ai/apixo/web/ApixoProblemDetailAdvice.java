package ai.apixo.web;

import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

import ai.apixo.client.error.ApixoException;

/**
 * Responds to a failed call in a controller, of WebFlux or of Spring MVC, with a problem
 * detail (RFC 9457). Not active unless imported: <pre>
 * &#64;Import(ApixoProblemDetailAdvice.class)
 * </pre>
 * <table>
 * <caption>Statuses</caption>
 * <tr>
 * <th>failure</th>
 * <th>response</th>
 * </tr>
 * <tr>
 * <td>429</td>
 * <td>429, with {@code Retry-After} if the gateway asked for a wait</td>
 * </tr>
 * <tr>
 * <td>400, 422; 413</td>
 * <td>400; 413</td>
 * </tr>
 * <tr>
 * <td>time limits, 408, 504</td>
 * <td>504</td>
 * </tr>
 * <tr>
 * <td>an unknown or expired run of the relay</td>
 * <td>404</td>
 * </tr>
 * <tr>
 * <td>503, 529, all connections in use, open circuit breaker, full bulkhead, unreachable
 * relay</td>
 * <td>503</td>
 * </tr>
 * <tr>
 * <td>wrong configuration</td>
 * <td>500</td>
 * </tr>
 * <tr>
 * <td>everything else, such as a refused key or a lost connection</td>
 * <td>502</td>
 * </tr>
 * </table>
 *
 * <p>
 * The texts are for end users: they do not name settings, and quote neither the gateway
 * nor the request. The client logs the exception itself.
 *
 * @since 0.1.0
 */
@RestControllerAdvice
public class ApixoProblemDetailAdvice {

	/**
	 * Create the advice.
	 */
	public ApixoProblemDetailAdvice() {
	}

	/**
	 * Respond to a failed call.
	 * @param failure why it failed
	 * @return the problem detail with its status
	 */
	@ExceptionHandler({ ApixoException.class, CallNotPermittedException.class, BulkheadFullException.class })
	public ResponseEntity<ProblemDetail> respond(RuntimeException failure) {
		ApixoProblem problem = ApixoProblem.of(failure);
		HttpHeaders headers = new HttpHeaders();
		headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
		Long retryAfter = problem.retryAfterSeconds();
		if (retryAfter != null) {
			headers.set(HttpHeaders.RETRY_AFTER, String.valueOf(retryAfter));
		}
		return new ResponseEntity<>(problem.toProblemDetail(), headers, problem.status());
	}

}
