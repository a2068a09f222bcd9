package ai.apixo.messages.json;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * The clients' own mapper, so that the application's settings cannot change the wire.
 * Made for the first request, because it takes hundreds of classes that the start of an
 * application need not wait for. There is no lock that an event loop could have to wait
 * for: two first requests at once each make one.
 *
 * @since 0.1.0
 */
public final class LazyMessagesJson implements Supplier<MessagesJson> {

	private final AtomicReference<@Nullable MessagesJson> made = new AtomicReference<>();

	/**
	 * Create the supplier, and nothing else yet.
	 */
	public LazyMessagesJson() {
	}

	@Override
	public MessagesJson get() {
		MessagesJson json = this.made.get();
		return (json != null) ? json : make();
	}

	private MessagesJson make() {
		MessagesJson json = MessagesJson.of(MessagesJsonMapper.create());
		this.made.compareAndSet(null, json);
		return json;
	}

}
