/**
 * Auto-configuration of the Messages client. A user names {@code ApixoConnectionDetails}
 * and {@code ApixoMessagesClientBuilderCustomizer}; the properties are {@code apixo.*}.
 */
@NullMarked
package ai.apixo.boot.autoconfigure;

import org.jspecify.annotations.NullMarked;
