package ai.apixo.limit;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/**
 * The oldest waiting call of each replica and set of numbers, so that no call passes one
 * of another replica that is more than a second older (LIMIT-8).
 */
final class WaitingHeads {

	private static final long TOLERANCE = 1000;

	private static final long UNSEEN = 5000;

	private final Map<Numbers, Map<String, Head>> heads = new HashMap<>();

	/**
	 * Return whether a call of another replica is first.
	 */
	boolean passes(Numbers numbers, String replica, long arrival, long now) {
		Map<String, Head> others = this.heads.get(numbers);
		if (others == null) {
			return false;
		}
		Iterator<Map.Entry<String, Head>> entries = others.entrySet().iterator();
		while (entries.hasNext()) {
			Map.Entry<String, Head> other = entries.next();
			if (other.getValue().seen() + UNSEEN <= now) {
				entries.remove();
			}
			else if (!other.getKey().equals(replica) && other.getValue().arrival() + TOLERANCE < arrival) {
				return true;
			}
		}
		return false;
	}

	void put(Numbers numbers, String replica, long arrival, long now) {
		this.heads.computeIfAbsent(numbers, (key) -> new HashMap<>()).put(replica, new Head(arrival, now));
	}

	void remove(Numbers numbers, String replica) {
		Map<String, Head> heads = this.heads.get(numbers);
		if (heads != null && heads.remove(replica) != null && heads.isEmpty()) {
			this.heads.remove(numbers);
		}
	}

	private record Head(long arrival, long seen) {

	}

}
