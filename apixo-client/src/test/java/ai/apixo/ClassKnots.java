package ai.apixo;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;

/**
 * Finds the classes that depend on each other in a circle: the strongly connected
 * components of their graph, by Tarjan's algorithm. Nested classes count as a part of the
 * file that they stand in.
 */
final class ClassKnots {

	private static final String ROOM = "ai.apixo.client";

	private final Map<String, Set<String>> dependencies;

	private final Map<String, Integer> numbers = new HashMap<>();

	private final Map<String, Integer> lowest = new HashMap<>();

	private final Deque<String> path = new ArrayDeque<>();

	private final List<Set<String>> knots = new ArrayList<>();

	private ClassKnots(Map<String, Set<String>> dependencies) {
		this.dependencies = dependencies;
	}

	/**
	 * Find the knots of the client and its packages.
	 * @param classes the classes
	 * @return the names of the files in each knot of two or more
	 */
	static List<Set<String>> of(JavaClasses classes) {
		Map<String, Set<String>> dependencies = new HashMap<>();
		for (JavaClass type : classes) {
			for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
				String from = file(type);
				String to = file(dependency.getTargetClass());
				if (from.startsWith(ROOM) && to.startsWith(ROOM) && !from.equals(to)) {
					dependencies.computeIfAbsent(from, (name) -> new TreeSet<>()).add(to);
				}
			}
		}
		ClassKnots search = new ClassKnots(dependencies);
		dependencies.keySet().forEach(search::visitOnce);
		return search.knots;
	}

	private static String file(JavaClass type) {
		return type.getBaseComponentType().getName().replaceAll("\\$.*", "");
	}

	private void visitOnce(String name) {
		if (!this.numbers.containsKey(name)) {
			visit(name);
		}
	}

	private void visit(String name) {
		int number = this.numbers.size();
		this.numbers.put(name, number);
		this.lowest.put(name, number);
		this.path.push(name);
		for (String next : this.dependencies.getOrDefault(name, Set.of())) {
			visitOnce(next);
			if (this.path.contains(next)) {
				this.lowest.merge(name, this.lowest.getOrDefault(next, number), Math::min);
			}
		}
		if (this.lowest.getOrDefault(name, number) == number) {
			close(name);
		}
	}

	private void close(String name) {
		Set<String> knot = new TreeSet<>();
		String member;
		do {
			member = this.path.pop();
			knot.add(member);
		}
		while (!member.equals(name));
		if (knot.size() > 1) {
			this.knots.add(knot);
		}
	}

}
