package ai.apixo.messages.event;

import ai.apixo.messages.content.ContentBlock;

/**
 * A block that came whole and cannot grow.
 */
record WholeBlock(ContentBlock soFar) implements OpenBlock {

	@Override
	public void accept(ContentDelta delta) {
	}

	@Override
	public void complete() {
	}

}
