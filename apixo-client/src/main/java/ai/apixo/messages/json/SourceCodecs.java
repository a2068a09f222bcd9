package ai.apixo.messages.json;

import ai.apixo.messages.content.Base64Source;
import ai.apixo.messages.content.ContentSource;
import ai.apixo.messages.content.FileSource;
import ai.apixo.messages.content.Source;
import ai.apixo.messages.content.TextSource;
import ai.apixo.messages.content.UnknownSource;
import ai.apixo.messages.content.UrlSource;

/**
 * The sources of images and documents.
 */
final class SourceCodecs {

	static final UnionCodec<Source> SOURCE = new UnionCodec<Source>(UnknownSource.class, UnknownSource::new,
			UnknownSource::raw)
		.member("base64", Base64Source.class, Base64Source::additionalProperties,
				(in) -> new Base64Source(in.string("media_type"), in.string("data"), in.rest()),
				(source, out) -> out.string("media_type", source.mediaType()).string("data", source.data()))
		.member("text", TextSource.class, TextSource::additionalProperties,
				(in) -> new TextSource(in.string("media_type"), in.string("data"), in.rest()),
				(source, out) -> out.string("media_type", source.mediaType()).string("data", source.data()))
		.member("url", UrlSource.class, UrlSource::additionalProperties,
				(in) -> new UrlSource(in.string("url"), in.rest()), (source, out) -> out.string("url", source.url()))
		.member("file", FileSource.class, FileSource::additionalProperties,
				(in) -> new FileSource(in.string("file_id"), in.rest()),
				(source, out) -> out.string("file_id", source.fileId()))
		.member("content", ContentSource.class, ContentSource::additionalProperties,
				(in) -> new ContentSource(in.required("content", BlockCodecs.CONTENT), in.rest()),
				(source, out) -> out.optional("content", source.content(), BlockCodecs.CONTENT));

	private SourceCodecs() {
	}

}
