package ai.apixo.client;

import org.jspecify.annotations.Nullable;

/**
 * A body that was read as a whole, or as far as it was wanted or got.
 *
 * @param text what came, decoded as UTF-8
 * @param truncated whether there is more than was wanted
 * @param failure why it ended early, or {@code null}
 */
record CollectedBody(String text, boolean truncated, @Nullable Throwable failure) {

}
