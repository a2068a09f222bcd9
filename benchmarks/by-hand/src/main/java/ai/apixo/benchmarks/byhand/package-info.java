/**
 * What one writes by hand, with WebClient and with bare Reactor Netty.
 */
@NullMarked
package ai.apixo.benchmarks.byhand;

import org.jspecify.annotations.NullMarked;
