import groovy.json.JsonSlurper

String log = new File(basedir, "build.log").getText("UTF-8")
assert log.contains('context: AnnotationConfigApplicationContext')
assert log.contains('health: UP')
assert log.contains('key accepted')
assert log.contains('text: , consumer')
def spans = log.readLines().findAll { it.startsWith('span: ') }.collect { new JsonSlurper().parseText(it.substring(6)) }
def call = spans.find { it.name == 'chat claude-haiku-4-5-20251001' }
assert call.tags.'gen_ai.usage.output_tokens' == '5'
assert spans.findAll { it.name == 'http post' && it.parentId == call.id && it.traceId == call.traceId }.size() == 1
assert log.contains('gen_ai.client.operation.duration')
assert log.contains('gen_ai.client.operation.time_to_first_chunk')
assert log.contains('gen_ai.client.token.usage')
assert log.contains('apixo.client.retries')
assert log.contains('closed')
assert !log.contains('consumer-key')
