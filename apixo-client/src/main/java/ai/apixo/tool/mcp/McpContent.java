package ai.apixo.tool.mcp;

import java.util.List;
import java.util.stream.Collectors;

import io.modelcontextprotocol.spec.McpSchema;
import org.jspecify.annotations.Nullable;

import ai.apixo.messages.content.Base64Source;
import ai.apixo.messages.content.Content;
import ai.apixo.messages.content.ContentBlock;
import ai.apixo.messages.content.ImageBlock;
import ai.apixo.messages.content.TextBlock;
import ai.apixo.tool.ToolException;

/**
 * What an MCP server returned, as content.
 */
final class McpContent {

	private McpContent() {
	}

	/**
	 * Return the content of a result.
	 * @param result the result
	 * @return blocks; what is structured only is left to the mapper; {@code null} if
	 * there is nothing
	 * @throws ToolException if the server calls it an error
	 */
	static @Nullable Object of(McpSchema.CallToolResult result) {
		List<McpSchema.Content> content = (result.content() != null) ? result.content() : List.of();
		if (Boolean.TRUE.equals(result.isError())) {
			throw new ToolException(content.stream().map(McpContent::text).collect(Collectors.joining("\n")));
		}
		if (content.isEmpty()) {
			return result.structuredContent();
		}
		return Content.of(content.stream().map(McpContent::block).toList());
	}

	private static ContentBlock block(McpSchema.Content content) {
		return (content instanceof McpSchema.ImageContent image)
				? new ImageBlock(new Base64Source(image.mimeType(), image.data()), null, null)
				: new TextBlock(text(content));
	}

	private static String text(McpSchema.Content content) {
		if (content instanceof McpSchema.TextContent text) {
			return text.text();
		}
		if (content instanceof McpSchema.EmbeddedResource embedded) {
			return (embedded.resource() instanceof McpSchema.TextResourceContents text) ? text.text()
					: "(a resource that is no text: " + embedded.resource().uri() + ")";
		}
		if (content instanceof McpSchema.ResourceLink link) {
			return link.name() + ": " + link.uri();
		}
		return "(content of type " + content.type() + ", which cannot be shown)";
	}

}
