package ai.apixo.messages.json;

import java.util.Collection;
import java.util.List;

import tools.jackson.databind.module.SimpleDeserializers;
import tools.jackson.databind.module.SimpleSerializers;

import ai.apixo.messages.CacheCreation;
import ai.apixo.messages.Container;
import ai.apixo.messages.ContainerSkill;
import ai.apixo.messages.Effort;
import ai.apixo.messages.InputMessage;
import ai.apixo.messages.Message;
import ai.apixo.messages.MessagesRequest;
import ai.apixo.messages.OutputConfig;
import ai.apixo.messages.OutputFormat;
import ai.apixo.messages.OutputTokensDetails;
import ai.apixo.messages.RequestMetadata;
import ai.apixo.messages.Role;
import ai.apixo.messages.ServerToolUsage;
import ai.apixo.messages.ServiceTier;
import ai.apixo.messages.StopDetails;
import ai.apixo.messages.StopReason;
import ai.apixo.messages.Thinking;
import ai.apixo.messages.Usage;
import ai.apixo.messages.content.BrowserStateChange;
import ai.apixo.messages.content.BrowserTab;
import ai.apixo.messages.content.CacheControl;
import ai.apixo.messages.content.Caller;
import ai.apixo.messages.content.Citation;
import ai.apixo.messages.content.CitationsConfig;
import ai.apixo.messages.content.CodeExecutionOutput;
import ai.apixo.messages.content.Content;
import ai.apixo.messages.content.ContentBlock;
import ai.apixo.messages.content.ImageTransformations;
import ai.apixo.messages.content.ServerToolResult;
import ai.apixo.messages.content.Source;
import ai.apixo.messages.content.WebSearchResult;
import ai.apixo.messages.content.WebSearchResults;
import ai.apixo.messages.event.ContentDelta;
import ai.apixo.messages.event.MessageUpdate;
import ai.apixo.messages.event.StreamEvent;
import ai.apixo.messages.tool.CustomTool;
import ai.apixo.messages.tool.ServerTool;
import ai.apixo.messages.tool.Tool;
import ai.apixo.messages.tool.ToolChoice;
import ai.apixo.messages.tool.UnknownTool;

/**
 * How each type of the Messages API is read and written.
 */
final class CodecTypes {

	private final SimpleSerializers serializers = new SimpleSerializers();

	private final SimpleDeserializers deserializers = new SimpleDeserializers();

	CodecTypes() {
		addContent();
		addTools();
		addRequest();
		addMessage();
		addEvents();
	}

	SimpleSerializers serializers() {
		return this.serializers;
	}

	SimpleDeserializers deserializers() {
		return this.deserializers;
	}

	private void addContent() {
		add(ContentBlock.class, BlockCodecs.BLOCK, BlockCodecs.BLOCK.members());
		add(Source.class, SourceCodecs.SOURCE, SourceCodecs.SOURCE.members());
		add(Citation.class, CitationCodecs.CITATION, CitationCodecs.CITATION.members());
		add(ServerToolResult.class, ServerToolResultCodecs.RESULT, ServerToolResultCodecs.OBJECT.members());
		this.deserializers.addDeserializer(WebSearchResults.class,
				new CodecDeserializer<>(WebSearchResults.class, ServerToolResultCodecs.RESULT));
		add(WebSearchResult.class, ServerToolResultCodecs.WEB_SEARCH_RESULT);
		add(CodeExecutionOutput.class, ServerToolResultCodecs.CODE_EXECUTION_OUTPUT);
		add(Content.class, BlockCodecs.CONTENT);
		add(CacheControl.class, BlockPartCodecs.CACHE_CONTROL);
		add(Caller.class, BlockPartCodecs.CALLER);
		add(CitationsConfig.class, BlockPartCodecs.CITATIONS_CONFIG);
		add(ImageTransformations.class, BlockPartCodecs.IMAGE_TRANSFORMATIONS);
		add(BrowserTab.class, BlockPartCodecs.BROWSER_TAB);
		add(BrowserStateChange.class, BlockPartCodecs.BROWSER_STATE_CHANGE);
	}

	private void addTools() {
		add(Tool.class, ToolCodecs.TOOL, List.of(CustomTool.class, ServerTool.class, UnknownTool.class));
		add(ToolChoice.class, ToolCodecs.TOOL_CHOICE);
	}

	private void addRequest() {
		add(MessagesRequest.class, RequestCodecs.REQUEST);
		add(InputMessage.class, RequestCodecs.INPUT_MESSAGE);
		add(Thinking.class, RequestCodecs.THINKING);
		add(OutputConfig.class, RequestCodecs.OUTPUT_CONFIG);
		add(OutputFormat.class, RequestCodecs.OUTPUT_FORMAT);
		add(RequestMetadata.class, RequestCodecs.METADATA);
		add(Effort.class, RequestCodecs.EFFORT);
	}

	private void addMessage() {
		add(Message.class, MessageCodecs.MESSAGE);
		add(Role.class, MessageCodecs.ROLE);
		add(StopReason.class, MessageCodecs.STOP_REASON);
		add(StopDetails.class, MessageCodecs.STOP_DETAILS);
		add(Container.class, MessageCodecs.CONTAINER);
		add(ContainerSkill.class, MessageCodecs.CONTAINER_SKILL);
		add(Usage.class, MessageCodecs.USAGE);
		add(CacheCreation.class, MessageCodecs.CACHE_CREATION);
		add(OutputTokensDetails.class, MessageCodecs.OUTPUT_TOKENS_DETAILS);
		add(ServerToolUsage.class, MessageCodecs.SERVER_TOOL_USAGE);
		add(ServiceTier.class, MessageCodecs.SERVICE_TIER);
	}

	private void addEvents() {
		add(StreamEvent.class, EventCodecs.EVENT, EventCodecs.EVENT.members());
		add(ContentDelta.class, EventCodecs.DELTA, EventCodecs.DELTA.members());
		add(MessageUpdate.class, EventCodecs.UPDATE);
	}

	private <T> void add(Class<T> type, Codec<T> wire) {
		add(type, wire, List.of());
	}

	// A serializer of an interface serves its members, a deserializer does not.
	private <T> void add(Class<T> type, Codec<T> wire, Collection<Class<? extends T>> members) {
		this.serializers.addSerializer(type, new CodecSerializer<>(wire));
		this.deserializers.addDeserializer(type, new CodecDeserializer<>(type, wire));
		members.forEach((member) -> addMember(member, wire));
	}

	private <T, M extends T> void addMember(Class<M> member, Codec<T> wire) {
		this.deserializers.addDeserializer(member, new CodecDeserializer<>(member, wire));
	}

}
