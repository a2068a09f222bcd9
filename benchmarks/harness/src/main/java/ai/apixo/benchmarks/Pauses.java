package ai.apixo.benchmarks;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicLong;

import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;

import com.sun.management.GarbageCollectionNotificationInfo;

/**
 * The pauses of the collector.
 */
final class Pauses {

	private final AtomicLong longest = new AtomicLong();

	private volatile boolean keeping;

	private Pauses() {
	}

	static Pauses listen() {
		Pauses pauses = new Pauses();
		for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
			((NotificationEmitter) collector).addNotificationListener((notification, none) -> pauses.add(notification),
					null, null);
		}
		return pauses;
	}

	void keep(boolean keeping) {
		this.keeping = keeping;
	}

	private void add(Notification notification) {
		GarbageCollectionNotificationInfo info = GarbageCollectionNotificationInfo
			.from((CompositeData) notification.getUserData());
		if (this.keeping && !info.getGcName().contains("Concurrent")) {
			this.longest.accumulateAndGet(info.getGcInfo().getDuration(), Math::max);
		}
	}

	/**
	 * The longest in milliseconds.
	 */
	double longest() {
		return this.longest.get();
	}

}
