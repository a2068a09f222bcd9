package ai.apixo.messages.event;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

import ai.apixo.messages.Message;
import ai.apixo.messages.raw.ExactJson;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Gateways start blocks with fields that are {@code null}. They stay so until a delta
 * fills them, and are never there twice.
 */
class NullFieldsOfBlocksTests {

	private final JsonMapper mapper = JsonMapper.builder().findAndAddModules().build();

	@ParameterizedTest
	@CsvSource(delimiter = ';', quoteCharacter = '`',
			textBlock = """
					{'type':'text','text':null};                     {'type':'text_delta','text':'a'};                {'type':'text','text':'a'}
					{'type':'text','text':null};                     {'type':'text_delta','text':''};                 {'type':'text','text':null}
					{'type':'text','text':'','x':null};              {'type':'text_delta','text':'a'};                {'type':'text','text':'a','x':null}
					{'type':'thinking','thinking':null};             {'type':'thinking_delta','thinking':'a'};        {'type':'thinking','thinking':'a'}
					{'type':'thinking','thinking':'','signature':null}; {'type':'thinking_delta','thinking':'a'};     {'type':'thinking','thinking':'a','signature':null}
					{'type':'thinking','thinking':'','signature':null}; {'type':'signature_delta','signature':'s'};   {'type':'thinking','thinking':'','signature':'s'}
					{'type':'audio','text':'a','voice':'b'};         {'type':'text_delta','text':'c','voice':'d'};    {'type':'audio','text':'ac','voice':'bd'}
					{'type':'audio','thinking':'a','voice':'b'};     {'type':'thinking_delta','thinking':'c','voice':'d'}; {'type':'audio','thinking':'ac','voice':'bd'}
					{'type':'audio','signature':'a','voice':'b'};    {'type':'signature_delta','signature':'c','voice':'d'}; {'type':'audio','signature':'ac','voice':'bd'}
					{'type':'audio','input':{},'voice':'b'};         {'type':'input_json_delta','partial_json':'{}','voice':'d'}; {'type':'audio','input':{},'voice':'bd'}
					{'type':'audio','text':'a'};                     {'type':'text_delta','text':'c','voice':'d'};    {'type':'audio','text':'ac'}""")
	void deltaFillsAField(String start, String delta, String block) {
		MessageAccumulator accumulator = new MessageAccumulator();
		accumulator.accept(
				event("""
						{"type":"message_start","message":{"id":"m","type":"message","role":"assistant","model":"m","content":[],
						"usage":{"input_tokens":1,"output_tokens":1}}}"""));
		accumulator.accept(event("{'type':'content_block_start','index':0,'content_block':" + start + "}"));
		accumulator.accept(event("{'type':'content_block_delta','index':0,'delta':" + delta + "}"));
		accumulator.accept(event("{'type':'content_block_stop','index':0}"));
		Message message = accumulator.message();
		assertThat(ExactJson.parse(this.mapper.writeValueAsString(message)).path("content").path(0))
			.isEqualTo(ExactJson.parse(block.replace('\'', '"')));
	}

	private StreamEvent event(String json) {
		return this.mapper.readValue(json.replace('\'', '"'), StreamEvent.class);
	}

}
