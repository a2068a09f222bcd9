/**
 * The balance of API keys as health and as a meter.
 */
@NullMarked
package ai.apixo.boot.autoconfigure.balance;

import org.jspecify.annotations.NullMarked;
