package ai.apixo.test;

/**
 * An error in the form of the Messages reference.
 *
 * @param status the status
 * @param type the type of the error
 * @param message the message of the error
 */
record ErrorBody(int status, String type, String message) implements ReplyBody {

}
