package ai.apixo.messages.content;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;

/**
 * What may go inside a request as Base64, checked before it is encoded.
 *
 * @param what what the data is, for messages
 * @param mediaTypes the media types by file suffix
 */
record InlineData(String what, Map<String, String> mediaTypes) {

	static final InlineData IMAGE = new InlineData("image", Map.of("jpg", "image/jpeg", "jpeg", "image/jpeg", "png",
			"image/png", "gif", "image/gif", "webp", "image/webp"));

	static final InlineData PDF = new InlineData("document", Map.of("pdf", "application/pdf"));

	/** A request may have 32 MB, and Base64 makes four bytes of three. */
	private static final int MAX_SIZE = 32 * 1024 * 1024 / 4 * 3;

	Source source(byte[] data, String mediaType) {
		if (!this.mediaTypes.containsValue(mediaType)) {
			throw new IllegalArgumentException(
					"A " + this.what + " of media type '" + mediaType + "' cannot be sent; convert it to one of "
							+ this.mediaTypes.values().stream().distinct().sorted().toList());
		}
		requireSize(data.length);
		return new Base64Source(mediaType, Base64.getEncoder().encodeToString(data));
	}

	Source read(Path file) throws IOException {
		String name = String.valueOf(file.getFileName());
		String suffix = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
		String mediaType = this.mediaTypes.get(suffix);
		if (mediaType == null) {
			throw new IllegalArgumentException(
					"A " + this.what + " from file '" + name + "' cannot be sent; its suffix must be one of "
							+ this.mediaTypes.keySet().stream().sorted().toList());
		}
		requireSize(Files.size(file));
		return source(Files.readAllBytes(file), mediaType);
	}

	private void requireSize(long size) {
		if (size == 0) {
			throw new IllegalArgumentException("A " + this.what + " without bytes cannot be sent");
		}
		if (size > MAX_SIZE) {
			throw new IllegalArgumentException("A " + this.what + " of " + size + " bytes exceeds the " + MAX_SIZE
					+ " bytes that fit into a request; send its URL or upload it as a file");
		}
	}

}
