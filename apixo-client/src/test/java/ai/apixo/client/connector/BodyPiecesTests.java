package ai.apixo.client.connector;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.LastHttpContent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests of how the pieces of a body are joined, read by read.
 */
class BodyPiecesTests {

	private static final String BEGINNING = "x".repeat(1024);

	private final EmbeddedChannel channel = new EmbeddedChannel();

	private final List<ByteBuf> sent = new ArrayList<>();

	@BeforeEach
	void addHandler() {
		this.channel.pipeline().addLast(NettyResponse.NAME, new NettyResponse(NettyTraffic.of(this.channel), true));
	}

	@AfterEach
	void everyBufferIsReleased() {
		this.channel.finishAndReleaseAll();
		assertThat(this.sent).allSatisfy((buffer) -> assertThat(buffer.refCnt()).isZero());
	}

	@Test
	void piecesOfOneReadAreJoinedBehindTheFirst() {
		passBeginning();
		read("a", "b", "c", "d");
		assertThat(received()).containsExactly("a", "bcd");
	}

	@Test
	void beginningOfABodyIsNotJoined() {
		read("start", "ping", "first text");
		assertThat(received()).containsExactly("start", "ping", "first text");
	}

	@Test
	void firstPieceOfAReadIsPassedOnBeforeTheReadEnds() {
		passBeginning();
		write(piece("a"));
		assertThat(received()).containsExactly("a");
	}

	@Test
	void nothingIsHeldBackWhenTheReadHasEnded() {
		passBeginning();
		read("a", "b");
		read("c");
		assertThat(received()).containsExactly("a", "b", "c");
	}

	@Test
	void twoPiecesOfOneReadAreTheBuffersThatCame() {
		passBeginning();
		HttpContent second = piece("b");
		write(piece("a"));
		write(second);
		this.channel.pipeline().fireChannelReadComplete();
		this.channel.<HttpContent>readInbound().release();
		assertThat(this.channel.<HttpContent>readInbound()).isSameAs(second);
		second.release();
	}

	@Test
	void joinedPiecesAreAtMostEightKilobytes() {
		passBeginning();
		String large = "l".repeat(5000);
		read("a", large, large, "b", "c".repeat(3191), "d", "e".repeat(9000), "f");
		assertThat(received()).containsExactly("a", large, large + "b" + "c".repeat(3191), "d", "e".repeat(9000), "f");
	}

	@Test
	void emptyPiecesAreNotLost() {
		passBeginning();
		read("a", "", "", "b", "");
		assertThat(String.join("", received())).isEqualTo("ab");
	}

	@Test
	void lastPieceComesLast() {
		passBeginning();
		write(piece("a"));
		write(piece("b"));
		write(piece("c"));
		ByteBuf end = buffer("end");
		this.channel.pipeline().fireChannelRead(new DefaultLastHttpContent(end));
		assertThat(received()).containsExactly("a", "bc", "end");
	}

	@Test
	void whatHasComeIsPassedOnBeforeTheEndOfTheConnection() {
		passBeginning();
		write(piece("a"));
		write(piece("b"));
		write(piece("c"));
		this.channel.pipeline().fireChannelInactive();
		assertThat(received()).containsExactly("a", "bc");
	}

	@Test
	void whatHasComeIsPassedOnBeforeAFailure() {
		passBeginning();
		write(piece("a"));
		write(piece("b"));
		this.channel.pipeline().fireExceptionCaught(new IllegalStateException("expected"));
		assertThat(received()).containsExactly("a", "b");
		assertThat(this.channel.inboundMessages()).isEmpty();
		assertThatIllegalStateException().isThrownBy(this.channel::checkException);
	}

	@Test
	void whatHasComeIsPassedOnBeforeAnEventSuchAsAReset() {
		passBeginning();
		write(piece("a"));
		write(piece("b"));
		this.channel.pipeline().fireUserEventTriggered("reset");
		assertThat(received()).containsExactly("a", "b");
	}

	@Test
	void whatNobodyCanTakeIsReleased() {
		passBeginning();
		write(piece("a"));
		write(piece("b"));
		write(piece("c"));
		this.channel.pipeline().remove(NettyResponse.NAME);
		assertThat(received()).containsExactly("a");
	}

	private void passBeginning() {
		read(BEGINNING);
		assertThat(received()).containsExactly(BEGINNING);
	}

	private void read(String... pieces) {
		for (String piece : pieces) {
			write(piece(piece));
		}
		this.channel.pipeline().fireChannelReadComplete();
	}

	private void write(HttpContent piece) {
		this.channel.pipeline().fireChannelRead(piece);
	}

	private HttpContent piece(String text) {
		return new DefaultHttpContent(buffer(text));
	}

	private ByteBuf buffer(String text) {
		ByteBuf buffer = Unpooled.copiedBuffer(text, StandardCharsets.UTF_8);
		this.sent.add(buffer);
		return buffer;
	}

	private List<String> received() {
		List<String> texts = new ArrayList<>();
		for (HttpContent piece = this.channel.readInbound(); piece != null; piece = this.channel.readInbound()) {
			if (piece != LastHttpContent.EMPTY_LAST_CONTENT) {
				this.sent.add(piece.content());
			}
			texts.add(piece.content().toString(StandardCharsets.UTF_8));
			piece.release();
		}
		return texts;
	}

}
