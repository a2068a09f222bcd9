package ai.apixo.boot.autoconfigure;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.BindingReflectionHintsRegistrar;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;

import ai.apixo.client.ApixoFailurePredicate;
import ai.apixo.client.ApixoRetryInterval;
import ai.apixo.client.ApixoRetryPredicate;
import ai.apixo.messages.CacheCreation;
import ai.apixo.messages.Container;
import ai.apixo.messages.InputMessage;
import ai.apixo.messages.Message;
import ai.apixo.messages.MessagesRequest;
import ai.apixo.messages.OutputConfig;
import ai.apixo.messages.OutputTokensDetails;
import ai.apixo.messages.RateLimit;
import ai.apixo.messages.RequestMetadata;
import ai.apixo.messages.ResponseInfo;
import ai.apixo.messages.ServerToolUsage;
import ai.apixo.messages.ServiceTier;
import ai.apixo.messages.StopDetails;
import ai.apixo.messages.Thinking;
import ai.apixo.messages.Usage;
import ai.apixo.messages.content.Citation;
import ai.apixo.messages.content.ContentBlock;
import ai.apixo.messages.content.ServerToolResult;
import ai.apixo.messages.content.Source;
import ai.apixo.messages.event.ContentDelta;
import ai.apixo.messages.event.StreamEvent;
import ai.apixo.messages.tool.Tool;
import ai.apixo.messages.tool.ToolChoice;

/**
 * What a native image has to know: the types of the wire, which no signature of a bean
 * names one by one, and the retry rules that a property of Resilience4j may name.
 */
class ApixoRuntimeHints implements RuntimeHintsRegistrar {

	private static final List<Class<?>> WIRE = List.of(MessagesRequest.class, InputMessage.class, Thinking.class,
			OutputConfig.class, RequestMetadata.class, ToolChoice.class, Message.class, Usage.class, ServiceTier.class,
			CacheCreation.class, OutputTokensDetails.class, ServerToolUsage.class, StopDetails.class, Container.class,
			ResponseInfo.class, RateLimit.class, StreamEvent.class, ContentDelta.class, ContentBlock.class,
			ServerToolResult.class, Source.class, Citation.class, Tool.class);

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		List<Class<?>> types = new ArrayList<>();
		WIRE.forEach((type) -> addFamily(type, types));
		new BindingReflectionHintsRegistrar().registerReflectionHints(hints.reflection(), types.toArray(Class[]::new));
		hints.resources().registerPattern("ai/apixo/limit/limits.lua");
		hints.reflection()
			.registerType(ApixoRetryPredicate.class, MemberCategory.INVOKE_PUBLIC_CONSTRUCTORS)
			.registerType(ApixoFailurePredicate.class, MemberCategory.INVOKE_PUBLIC_CONSTRUCTORS)
			.registerType(ApixoRetryInterval.class, MemberCategory.INVOKE_PUBLIC_CONSTRUCTORS);
	}

	private static void addFamily(Class<?> type, List<Class<?>> types) {
		types.add(type);
		if (type.isSealed()) {
			for (Class<?> member : type.getPermittedSubclasses()) {
				addFamily(member, types);
			}
		}
	}

}
