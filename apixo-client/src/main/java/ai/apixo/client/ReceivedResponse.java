package ai.apixo.client;

/**
 * A reply that has begun.
 *
 * @param head status and headers
 * @param exchange where its body comes from
 * @param failures what can be said of it
 */
record ReceivedResponse(ResponseHead head, GatewayExchange exchange, ResponseFailures failures) {

}
