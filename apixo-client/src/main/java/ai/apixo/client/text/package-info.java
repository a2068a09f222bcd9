/**
 * What error messages are made of: what a gateway sent as one plain line without the API
 * key, and the form of a sentence. Public for other packages of this library;
 * applications have no need of it.
 */
@NullMarked
package ai.apixo.client.text;

import org.jspecify.annotations.NullMarked;
