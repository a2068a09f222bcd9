package ai.apixo.structured;

import java.lang.reflect.Type;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;

import ai.apixo.client.ApixoMessagesClient;
import ai.apixo.client.error.ApixoConfigurationException;

/**
 * Collects the settings of a {@link StructuredOutput}.
 */
final class DefaultStructuredOutputBuilder implements StructuredOutput.Builder {

	private ApixoMessagesClient client;

	private final String modeSetting;

	private @Nullable JsonSchemas schemas;

	private StructuredOutput.Mode mode = StructuredOutput.Mode.OUTPUT_CONFIG;

	private int maxRepairs;

	DefaultStructuredOutputBuilder(ApixoMessagesClient client, String modeSetting) {
		this.client = Objects.requireNonNull(client, "'client' must not be null");
		this.modeSetting = modeSetting;
	}

	@Override
	public StructuredOutput.Builder client(ApixoMessagesClient client) {
		this.client = Objects.requireNonNull(client, "'client' must not be null");
		return this;
	}

	@Override
	public StructuredOutput.Builder schemas(JsonSchemas schemas) {
		this.schemas = Objects.requireNonNull(schemas, "'schemas' must not be null");
		return this;
	}

	@Override
	public StructuredOutput.Builder mode(StructuredOutput.Mode mode) {
		this.mode = Objects.requireNonNull(mode, "'mode' must not be null");
		return this;
	}

	@Override
	public StructuredOutput.Builder maxRepairs(int maxRepairs) {
		if (maxRepairs < 0) {
			throw new ApixoConfigurationException(
					"The maximum number of repairs must not be negative, but is " + maxRepairs);
		}
		this.maxRepairs = maxRepairs;
		return this;
	}

	@Override
	public <T> StructuredOutput<T> build(Class<T> type) {
		return build((Type) type);
	}

	@Override
	public <T> StructuredOutput<T> build(ParameterizedTypeReference<T> type) {
		return build(type.getType());
	}

	private <T> StructuredOutput<T> build(Type type) {
		if (this.schemas == null) {
			this.schemas = JsonSchemas.create();
		}
		AnswerForm form = AnswerForm.of(this.mode);
		LazySchema<T> schema = new LazySchema<>(this.schemas, type, form);
		return new DefaultStructuredOutput<>(this.client, schema, form,
				new StructuredFailures(TypeNames.of(type), this.modeSetting), this.maxRepairs);
	}

}
