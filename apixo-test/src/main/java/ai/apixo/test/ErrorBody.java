package ai.apixo.test;

/**
 * An error in the form of the Messages reference.
 *
 * @param status the status
 * @param type the type of the error
 * @param message what it says
 */
record ErrorBody(int status, String type, String message) implements ReplyBody {

}
