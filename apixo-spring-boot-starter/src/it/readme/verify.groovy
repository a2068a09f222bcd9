import com.sun.net.httpserver.HttpServer

// The application of the README, against a gateway that answers as a model does.
String stream = '''data: {"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"m","content":[],"usage":{"input_tokens":9,"output_tokens":1}}}

data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Faster"}}

data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":" starts."}}

data: {"type":"content_block_stop","index":0}

data: {"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":5}}

data: {"type":"message_stop"}

'''
HttpServer gateway = HttpServer.create(new InetSocketAddress('127.0.0.1', 0), 0)
List<String> keys = []
gateway.createContext('/v1/messages') { exchange ->
	exchange.requestBody.readAllBytes()
	keys << exchange.requestHeaders.getFirst('x-api-key')
	exchange.responseHeaders.set('content-type', 'text/event-stream')
	exchange.sendResponseHeaders(200, 0)
	exchange.responseBody.withStream { it.write(stream.getBytes('UTF-8')) }
}
gateway.start()

String java = new File(System.getProperty('java.home'), 'bin/java').path
ProcessBuilder builder = new ProcessBuilder(java, '-jar', new File(basedir, 'target/note-1.0.0.jar').path,
		'--server.port=0', "--apixo.base-url=http://127.0.0.1:$gateway.address.port".toString()).redirectErrorStream(true)
builder.environment().put('APIXO_API_KEY', 'consumer-key')
Process application = builder.start()
try {
	StringBuilder log = new StringBuilder()
	String port = null
	application.inputStream.newReader().with { reader ->
		String line
		while (port == null && (line = reader.readLine()) != null) {
			log.append(line).append('\n')
			def started = line =~ /started on port (\d+)/
			port = started ? started.group(1) : null
		}
	}
	assert port : log
	String shown = new URL("http://127.0.0.1:$port/note").getText('UTF-8')
	String readme = new File(basedir, '../../../../README.md').getText('UTF-8')
	String printed = (readme =~ /(?s)curl -N [^\n]*\n```\n\n```text\n(.*?)```/)[0][1]
	assert shown.trim() == printed.trim()
	assert keys == ['consumer-key']
	assert !log.contains('consumer-key')
}
finally {
	application.destroy()
	application.waitFor()
	gateway.stop(0)
}
return true
