package ai.apixo.structured;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.springframework.core.ParameterizedTypeReference;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The types whose schemas are held by golden files.
 */
final class Samples {

	private static final JsonMapper PLAIN = JsonMapper.builder().build();

	private static final JsonMapper SNAKE_CASE = JsonMapper.builder()
		.propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
		.build();

	private static final JsonMapper KEBAB_CASE = JsonMapper.builder()
		.propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
		.build();

	private static final JsonMapper TIMESTAMPS = JsonMapper.builder()
		.enable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS, DateTimeFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
		.build();

	private static final JsonMapper LOWER_CASE_ENUMS = JsonMapper.builder()
		.enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
		.enable(tools.jackson.databind.MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
		.build();

	private static final JsonMapper MIXED = JsonMapper.builder().addMixIn(Types.Text.class, Types.Mixin.class).build();

	private Samples() {
	}

	static Stream<Sample> all() {
		List<Sample> samples = new ArrayList<>();
		Stream.of(Types.class, AnnotatedTypes.class, ConstrainedTypes.class)
			.flatMap((types) -> Stream.of(types.getDeclaredClasses()))
			.filter(Samples::isRoot)
			.forEach((type) -> samples.add(new Sample(type.getSimpleName(), type, PLAIN)));
		samples.add(generic("ListOfText", new ParameterizedTypeReference<List<Types.Text>>() {
		}));
		samples.add(generic("ListOfString", new ParameterizedTypeReference<List<String>>() {
		}));
		samples.add(generic("ListOfFigure", new ParameterizedTypeReference<List<Types.Figure>>() {
		}));
		samples.add(generic("OptionalOfText", new ParameterizedTypeReference<Optional<Types.Text>>() {
		}));
		samples.add(generic("PageOfText", new ParameterizedTypeReference<Types.Page<Types.Text>>() {
		}));
		samples.add(generic("PageOfPageOfString", new ParameterizedTypeReference<Types.Page<Types.Page<String>>>() {
		}));
		samples.add(generic("ListOfOptionalText", new ParameterizedTypeReference<List<Optional<Types.Text>>>() {
		}));
		samples.add(
				generic("ListOfListOfOptionalInteger", new ParameterizedTypeReference<List<List<Optional<Integer>>>>() {
				}));
		samples.add(generic("PageOfOptionalText", new ParameterizedTypeReference<Types.Page<Optional<Types.Text>>>() {
		}));
		samples.add(generic("PageOfListOfOptionalText",
				new ParameterizedTypeReference<Types.Page<List<Optional<Types.Text>>>>() {
				}));
		samples.add(new Sample("Bean", Bean.class, PLAIN));
		samples.add(new Sample("StringAlone", String.class, PLAIN));
		samples.add(new Sample("IntAlone", int.class, PLAIN));
		samples.add(new Sample("ArrayOfText", Types.Text[].class, PLAIN));
		samples.add(new Sample("SnakeCaseByMapper", AnnotatedTypes.LongNames.class, SNAKE_CASE));
		samples.add(new Sample("KebabCaseByMapper", AnnotatedTypes.LongNames.class, KEBAB_CASE));
		samples.add(new Sample("MixedIn", Types.Text.class, MIXED));
		samples.add(new Sample("MomentsAsNumbers", Types.Moments.class, TIMESTAMPS));
		samples.add(new Sample("DatesAsTimestamps", Types.Dates.class, TIMESTAMPS));
		samples.add(new Sample("SpansAsNumbers", Types.Spans.class, TIMESTAMPS));
		samples.add(new Sample("LowerCaseEnum", Types.Colored.class, LOWER_CASE_ENUMS));
		return samples.stream().sorted(java.util.Comparator.comparing(Sample::name));
	}

	private static boolean isRoot(Class<?> type) {
		boolean generic = type.getTypeParameters().length > 0;
		return !generic && type != Types.OldStyle.class && type != Types.Mixin.class;
	}

	private static Sample generic(String name, ParameterizedTypeReference<?> type) {
		return new Sample(name, type.getType(), PLAIN);
	}

}
