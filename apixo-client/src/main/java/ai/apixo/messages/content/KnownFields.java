package ai.apixo.messages.content;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Copies blocks without the fields that this version does not know. What stays JSON is
 * unknown as a whole and has no copy.
 */
final class KnownFields {

	private KnownFields() {
	}

	static @Nullable ContentBlock of(ContentBlock block) {
		if (block instanceof TextBlock text) {
			return new TextBlock(text.text(), each(text.citations(), KnownFields::of), of(text.cacheControl()));
		}
		if (block instanceof ThinkingBlock thinking) {
			return new ThinkingBlock(thinking.thinking(), thinking.signature());
		}
		if (block instanceof RedactedThinkingBlock thinking) {
			return new RedactedThinkingBlock(thinking.data());
		}
		if (block instanceof ToolUseBlock call) {
			return ToolUseBlock.builder(call.id(), call.name(), call.input())
				.caller(of(call.caller()))
				.toolsetName(call.toolsetName())
				.cacheControl(of(call.cacheControl()))
				.unparsedInput(call.unparsedInput())
				.build();
		}
		if (block instanceof ServerToolUseBlock call) {
			return ServerToolUseBlock.builder(call.id(), call.name(), call.input())
				.caller(of(call.caller()))
				.cacheControl(of(call.cacheControl()))
				.unparsedInput(call.unparsedInput())
				.build();
		}
		if (block instanceof ServerToolResultBlock result) {
			ServerToolResult content = of(result.content());
			return (content != null) ? new ServerToolResultBlock(result.type(), result.toolUseId(), content,
					of(result.caller()), of(result.cacheControl())) : null;
		}
		return ofInput(block);
	}

	private static @Nullable ContentBlock ofInput(ContentBlock block) {
		if (block instanceof ImageBlock image) {
			Source source = of(image.source());
			return (source != null) ? new ImageBlock(source, of(image.transformations()), of(image.cacheControl()))
					: null;
		}
		if (block instanceof DocumentBlock document) {
			Source source = of(document.source());
			return (source != null) ? new DocumentBlock(source, document.title(), document.context(),
					of(document.citations()), of(document.cacheControl())) : null;
		}
		if (block instanceof SearchResultBlock result) {
			return new SearchResultBlock(result.source(), result.title(), each(result.content(), KnownFields::of),
					of(result.citations()), of(result.cacheControl()));
		}
		if (block instanceof ToolResultBlock result) {
			return new ToolResultBlock(result.toolUseId(), of(result.content()), result.isError(), result.toolsetName(),
					of(result.cacheControl()));
		}
		if (block instanceof ContainerUploadBlock upload) {
			return new ContainerUploadBlock(upload.fileId(), of(upload.cacheControl()));
		}
		if (block instanceof ToolReferenceBlock reference) {
			return new ToolReferenceBlock(reference.toolName(), of(reference.cacheControl()));
		}
		if (block instanceof BrowserStateBlock state) {
			List<BrowserTab> tabs = each(state.tabs(),
					(tab) -> new BrowserTab(tab.tabId(), tab.title(), tab.url(), tab.active()));
			List<BrowserStateChange> changes = each(state.stateChanges(),
					(change) -> change.toBuilder().additionalProperties(Map.of()).build());
			return new BrowserStateBlock(tabs, changes, of(state.cacheControl()));
		}
		return null;
	}

	private static @Nullable ServerToolResult of(ServerToolResult result) {
		if (result instanceof WebSearchResults hits) {
			return new WebSearchResults(each(hits.results(),
					(hit) -> new WebSearchResult(hit.title(), hit.url(), hit.encryptedContent(), hit.pageAge())));
		}
		if (result instanceof WebFetchResult page) {
			ContentBlock content = of(page.content());
			return (content != null) ? new WebFetchResult(page.url(), page.retrievedAt(), content) : null;
		}
		if (result instanceof CodeExecutionResult run) {
			return new CodeExecutionResult(run.type(), run.stdout(), run.stderr(), run.returnCode(),
					each(run.content(), KnownFields::of));
		}
		if (result instanceof EncryptedCodeExecutionResult run) {
			return new EncryptedCodeExecutionResult(run.encryptedStdout(), run.stderr(), run.returnCode(),
					each(run.content(), KnownFields::of));
		}
		if (result instanceof TextEditorViewResult view) {
			return new TextEditorViewResult(view.content(), view.fileType(), view.numLines(), view.startLine(),
					view.totalLines());
		}
		if (result instanceof TextEditorCreateResult creation) {
			return new TextEditorCreateResult(creation.isFileUpdate());
		}
		if (result instanceof TextEditorStrReplaceResult replacement) {
			return new TextEditorStrReplaceResult(replacement.lines(), replacement.oldStart(), replacement.oldLines(),
					replacement.newStart(), replacement.newLines());
		}
		if (result instanceof ToolSearchResult search) {
			return new ToolSearchResult(each(search.toolReferences(), KnownFields::of));
		}
		if (result instanceof ServerToolError error) {
			return new ServerToolError(error.type(), error.errorCode(), error.errorMessage());
		}
		return null;
	}

	private static CodeExecutionOutput of(CodeExecutionOutput output) {
		return new CodeExecutionOutput(output.type(), output.fileId());
	}

	private static @Nullable Citation of(Citation citation) {
		if (citation instanceof CharLocation location) {
			return new CharLocation(location.citedText(), location.documentIndex(), location.documentTitle(),
					location.startCharIndex(), location.endCharIndex(), location.fileId());
		}
		if (citation instanceof PageLocation location) {
			return new PageLocation(location.citedText(), location.documentIndex(), location.documentTitle(),
					location.startPageNumber(), location.endPageNumber(), location.fileId());
		}
		if (citation instanceof ContentBlockLocation location) {
			return new ContentBlockLocation(location.citedText(), location.documentIndex(), location.documentTitle(),
					location.startBlockIndex(), location.endBlockIndex(), location.fileId());
		}
		if (citation instanceof SearchResultLocation location) {
			return new SearchResultLocation(location.citedText(), location.searchResultIndex(), location.source(),
					location.title(), location.startBlockIndex(), location.endBlockIndex());
		}
		if (citation instanceof WebSearchResultLocation location) {
			return new WebSearchResultLocation(location.citedText(), location.encryptedIndex(), location.title(),
					location.url());
		}
		return null;
	}

	private static @Nullable Source of(Source source) {
		if (source instanceof Base64Source base64) {
			return new Base64Source(base64.mediaType(), base64.data());
		}
		if (source instanceof TextSource text) {
			return new TextSource(text.mediaType(), text.data());
		}
		if (source instanceof UrlSource url) {
			return new UrlSource(url.url());
		}
		if (source instanceof FileSource file) {
			return new FileSource(file.fileId());
		}
		return (source instanceof ContentSource content) ? new ContentSource(contentOf(content.content())) : null;
	}

	private static @Nullable Content of(@Nullable Content content) {
		return (content != null) ? contentOf(content) : null;
	}

	static Content contentOf(Content content) {
		return (content.string() != null) ? content : Content.of(each(content.blocks(), KnownFields::of));
	}

	private static @Nullable CacheControl of(@Nullable CacheControl cacheControl) {
		return (cacheControl != null) ? new CacheControl(cacheControl.type(), cacheControl.ttl()) : null;
	}

	private static @Nullable Caller of(@Nullable Caller caller) {
		return (caller != null) ? new Caller(caller.type(), caller.toolId()) : null;
	}

	private static @Nullable CitationsConfig of(@Nullable CitationsConfig config) {
		return (config != null) ? new CitationsConfig(config.enabled()) : null;
	}

	private static @Nullable ImageTransformations of(@Nullable ImageTransformations transformations) {
		return (transformations != null) ? new ImageTransformations(transformations.oversizedImage()) : null;
	}

	private static <T> List<T> each(List<T> items, Copy<T> copy) {
		List<T> copies = new ArrayList<>();
		for (T item : items) {
			T known = copy.of(item);
			if (known != null) {
				copies.add(known);
			}
		}
		return copies;
	}

	/**
	 * Copies an item.
	 *
	 * @param <T> the item
	 */
	@FunctionalInterface
	private interface Copy<T> {

		@Nullable T of(T item);

	}

}
