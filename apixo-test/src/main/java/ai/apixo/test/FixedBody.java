package ai.apixo.test;

/**
 * A body that is sent as it is.
 *
 * @param status the status
 * @param contentType the content type
 * @param bytes the body; not changed by anybody
 */
@SuppressWarnings("ArrayRecordComponent")
record FixedBody(int status, String contentType, byte[] bytes) implements ReplyBody {

}
