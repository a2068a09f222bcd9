package com.example.apixo.chat;

import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;
import org.springframework.util.StringUtils;

import ai.apixo.messages.ApixoModels;
import ai.apixo.messages.InputMessage;
import ai.apixo.messages.MessagesRequest;
import ai.apixo.messages.content.CacheControl;
import ai.apixo.messages.content.ContentBlock;
import ai.apixo.messages.content.DocumentBlock;
import ai.apixo.messages.content.ImageBlock;
import ai.apixo.messages.content.TextBlock;

/** A prompt with its files, after the conversation so far as the Messages API has it. */
record ChatRequest(@Nullable String prompt, @Nullable String model, @Nullable String system,
		@Nullable List<InputMessage> messages, @Nullable List<File> files, @Nullable String run) {

	private static final int MAX_LENGTH = 100_000;

	MessagesRequest toMessagesRequest() {
		Assert.hasText(this.prompt, "Type a prompt first.");
		Assert.isTrue(this.prompt.length() <= MAX_LENGTH, "A prompt may have at most 100,000 characters.");
		Assert.isTrue(this.system == null || this.system.length() <= MAX_LENGTH,
				"A system prompt may have at most 100,000 characters.");
		Assert.isTrue(!StringUtils.hasText(this.model) || ApixoModels.ALL.contains(this.model),
				"This model does not exist.");
		MessagesRequest.Builder request = MessagesRequest.builder()
			.model(StringUtils.hasText(this.model) ? this.model : null)
			.messages(Objects.requireNonNullElse(this.messages, List.of()));
		if (StringUtils.hasText(this.system)) {
			request.system(new TextBlock(this.system).withCacheControl(CacheControl.ephemeral()));
		}
		Stream<File> files = Stream.ofNullable(this.files).flatMap(List::stream);
		Stream<ContentBlock> content = Stream.concat(files.map(File::toBlock), Stream.of(new TextBlock(this.prompt)));
		return request.user(content.toArray(ContentBlock[]::new)).build();
	}

	/** An image or a PDF, as Base64. */
	record File(String mediaType, String data) {

		ContentBlock toBlock() {
			Assert.isTrue(this.mediaType != null && this.data != null, "A file needs a mediaType and data.");
			byte[] bytes = Base64.getDecoder().decode(this.data);
			Assert.isTrue(bytes.length <= 5 * 1024 * 1024, "A file may have at most 5 MB.");
			return this.mediaType.equals("application/pdf") ? DocumentBlock.ofPdf(bytes)
					: ImageBlock.ofBytes(bytes, this.mediaType);
		}

	}

}
