package ai.apixo.client.lifecycle;

import java.util.function.UnaryOperator;

import ai.apixo.messages.MessagesRequest;

/**
 * A model to ask instead of one that failed.
 *
 * @param model the model
 * @param adaptation what becomes of the request
 * @since 0.1.0
 */
public record ModelRung(String model, UnaryOperator<MessagesRequest> adaptation) {

	/**
	 * Return the request for the model.
	 * @param request the request for another model
	 * @return the request to send
	 */
	public MessagesRequest adapt(MessagesRequest request) {
		return this.adaptation.apply(request.toBuilder().model(this.model).build());
	}

}
