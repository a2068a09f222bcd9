package ai.apixo.client;

/**
 * A response that has begun.
 *
 * @param head its status and headers
 * @param exchange where its body comes from
 * @param failures creates the exceptions for it
 */
record ReceivedResponse(ResponseHead head, GatewayExchange exchange, ResponseFailures failures) {

}
