package ai.apixo.client;

/**
 * What all calls of a client have in common.
 *
 * @param name the client's name
 * @param endpoint where requests go
 * @param decoding what it takes to read a reply
 * @param timeLimits how long things may take
 * @param guards the Resilience4j instances
 * @param observations how calls are observed
 * @param resources what they share with the calls of other clients
 * @param activity what the client has been doing
 */
record CallSettings(String name, MessagesEndpoint endpoint, ResponseDecoding decoding, TimeLimits timeLimits,
		CallResilience guards, ObservationSettings observations, ApixoClientResources resources,
		ApixoClientActivity activity) {

}
