package ai.apixo.test;

/**
 * What a reply consists of, apart from how it is sent.
 */
sealed interface ReplyBody permits AnswerScript, FixedBody, ErrorBody, NoResponse {

}
