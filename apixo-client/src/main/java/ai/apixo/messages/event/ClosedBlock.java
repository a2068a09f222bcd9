package ai.apixo.messages.event;

import ai.apixo.messages.content.ContentBlock;

/**
 * A block that cannot grow: it came whole, is of an unknown type (MSG-5), or has stopped.
 */
record ClosedBlock(ContentBlock soFar) implements OpenBlock {

	@Override
	public void accept(ContentDelta delta) {
	}

}
