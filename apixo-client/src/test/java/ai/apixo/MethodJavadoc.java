package ai.apixo;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Javadoc of a method or constructor, as its source has it.
 *
 * @param method its name
 * @param text the comment
 */
record MethodJavadoc(String method, String text) {

	private static final Pattern COMMENT = Pattern.compile("/\\*\\*(?<text>.*?)\\*/", Pattern.DOTALL);

	private static final Pattern ANNOTATIONS = Pattern.compile("(\\s*@(?!interface)[\\w.]+(\\([^)]*\\))?)*\\s*");

	private static final Pattern TYPE = Pattern.compile("\\b(class|record|interface|enum|@interface|package)\\b");

	private static final Pattern METHOD = Pattern.compile("(?<name>[A-Za-z]*[a-z]\\w*)\\s*\\(");

	static List<MethodJavadoc> in(String source) {
		List<MethodJavadoc> found = new ArrayList<>();
		Matcher comment = COMMENT.matcher(source);
		while (comment.find()) {
			Matcher annotations = ANNOTATIONS.matcher(source).region(comment.end(), source.length());
			int start = annotations.lookingAt() ? annotations.end() : comment.end();
			String declaration = source.substring(start).split("[;{=]", 2)[0];
			Matcher method = METHOD.matcher(declaration);
			if (method.find() && !TYPE.matcher(declaration).find()) {
				found.add(new MethodJavadoc(method.group("name"),
						comment.group("text").replaceAll("\\s+\\*?\\s*", " ").strip()));
			}
		}
		return found;
	}

	/**
	 * Whether it begins like "Returns" rather than "Return".
	 */
	boolean isInTheThirdPerson() {
		return this.text.matches("[A-Z][a-z]*[a-rt-z]s\\b[^-'].*");
	}

}
