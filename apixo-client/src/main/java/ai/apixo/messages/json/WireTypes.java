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
final class WireTypes {

	private final SimpleSerializers serializers = new SimpleSerializers();

	private final SimpleDeserializers deserializers = new SimpleDeserializers();

	WireTypes() {
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
		add(ContentBlock.class, BlockWires.BLOCK, BlockWires.BLOCK.members());
		add(Source.class, SourceWires.SOURCE, SourceWires.SOURCE.members());
		add(Citation.class, CitationWires.CITATION, CitationWires.CITATION.members());
		add(ServerToolResult.class, ServerToolResultWires.RESULT, ServerToolResultWires.OBJECT.members());
		this.deserializers.addDeserializer(WebSearchResults.class,
				new WireDeserializer<>(WebSearchResults.class, ServerToolResultWires.RESULT));
		add(WebSearchResult.class, ServerToolResultWires.WEB_SEARCH_RESULT);
		add(CodeExecutionOutput.class, ServerToolResultWires.CODE_EXECUTION_OUTPUT);
		add(Content.class, BlockWires.CONTENT);
		add(CacheControl.class, ContentWires.CACHE_CONTROL);
		add(Caller.class, ContentWires.CALLER);
		add(CitationsConfig.class, ContentWires.CITATIONS_CONFIG);
		add(ImageTransformations.class, ContentWires.IMAGE_TRANSFORMATIONS);
		add(BrowserTab.class, ContentWires.BROWSER_TAB);
		add(BrowserStateChange.class, ContentWires.BROWSER_STATE_CHANGE);
	}

	private void addTools() {
		add(Tool.class, ToolWires.TOOL, List.of(CustomTool.class, ServerTool.class, UnknownTool.class));
		add(ToolChoice.class, ToolWires.TOOL_CHOICE);
	}

	private void addRequest() {
		add(MessagesRequest.class, RequestWires.REQUEST);
		add(InputMessage.class, RequestWires.INPUT_MESSAGE);
		add(Thinking.class, RequestWires.THINKING);
		add(OutputConfig.class, RequestWires.OUTPUT_CONFIG);
		add(OutputFormat.class, RequestWires.OUTPUT_FORMAT);
		add(RequestMetadata.class, RequestWires.METADATA);
		add(Effort.class, RequestWires.EFFORT);
	}

	private void addMessage() {
		add(Message.class, MessageWires.MESSAGE);
		add(Role.class, MessageWires.ROLE);
		add(StopReason.class, MessageWires.STOP_REASON);
		add(StopDetails.class, MessageWires.STOP_DETAILS);
		add(Container.class, MessageWires.CONTAINER);
		add(ContainerSkill.class, MessageWires.CONTAINER_SKILL);
		add(Usage.class, MessageWires.USAGE);
		add(CacheCreation.class, MessageWires.CACHE_CREATION);
		add(OutputTokensDetails.class, MessageWires.OUTPUT_TOKENS_DETAILS);
		add(ServerToolUsage.class, MessageWires.SERVER_TOOL_USAGE);
		add(ServiceTier.class, MessageWires.SERVICE_TIER);
	}

	private void addEvents() {
		add(StreamEvent.class, EventWires.EVENT, EventWires.EVENT.members());
		add(ContentDelta.class, EventWires.DELTA, EventWires.DELTA.members());
		add(MessageUpdate.class, EventWires.UPDATE);
	}

	private <T> void add(Class<T> type, Wire<T> wire) {
		add(type, wire, List.of());
	}

	// A serializer of an interface serves its members, a deserializer does not.
	private <T> void add(Class<T> type, Wire<T> wire, Collection<Class<? extends T>> members) {
		this.serializers.addSerializer(type, new WireSerializer<>(wire));
		this.deserializers.addDeserializer(type, new WireDeserializer<>(type, wire));
		members.forEach((member) -> addMember(member, wire));
	}

	private <T, M extends T> void addMember(Class<M> member, Wire<T> wire) {
		this.deserializers.addDeserializer(member, new WireDeserializer<>(member, wire));
	}

}
