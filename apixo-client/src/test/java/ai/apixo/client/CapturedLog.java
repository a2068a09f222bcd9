package ai.apixo.client;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * What a logger writes until this is closed.
 */
public final class CapturedLog implements AutoCloseable {

	private final Logger logger;

	private final @Nullable Level before;

	private final Appender appender = new Appender();

	private CapturedLog(String name, @Nullable Level level) {
		this.logger = (Logger) LoggerFactory.getLogger(name);
		this.before = this.logger.getLevel();
		this.logger.setLevel(level);
		this.appender.start();
		this.logger.addAppender(this.appender);
	}

	/**
	 * Capture a log.
	 * @param name the name of the logger
	 * @param level its level meanwhile, {@code null} for that of its parent
	 * @return the log
	 */
	public static CapturedLog of(String name, @Nullable Level level) {
		return new CapturedLog(name, level);
	}

	public static CapturedLog of(Class<?> type, Level level) {
		return new CapturedLog(type.getName(), level);
	}

	public List<ILoggingEvent> events() {
		return this.appender.events();
	}

	public List<ILoggingEvent> events(Level level) {
		return events().stream().filter((event) -> event.getLevel() == level).toList();
	}

	public List<String> lines() {
		return events().stream().map(ILoggingEvent::getFormattedMessage).toList();
	}

	public List<String> lines(Level level) {
		return events(level).stream().map(ILoggingEvent::getFormattedMessage).toList();
	}

	@Override
	public void close() {
		this.logger.detachAppender(this.appender);
		this.logger.setLevel(this.before);
	}

	private static final class Appender extends AppenderBase<ILoggingEvent> {

		private final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();

		@Override
		protected void append(ILoggingEvent event) {
			this.events.add(event);
		}

		private List<ILoggingEvent> events() {
			return List.copyOf(this.events);
		}

	}

}
