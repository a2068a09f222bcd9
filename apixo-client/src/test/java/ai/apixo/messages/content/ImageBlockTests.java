package ai.apixo.messages.content;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Images and documents that go inside a request.
 */
class ImageBlockTests {

	@Test
	void bytesAreEncodedAsBase64() {
		assertThat(ImageBlock.ofBytes(new byte[] { 1, 2, 3 }, "image/png").source())
			.isEqualTo(new Base64Source("image/png", "AQID"));
		assertThat(DocumentBlock.ofPdf(new byte[] { 1, 2, 3 }).source())
			.isEqualTo(new Base64Source("application/pdf", "AQID"));
	}

	@Test
	void otherMediaTypesAreRefusedWithTheOnesToUse() {
		assertThatIllegalArgumentException().isThrownBy(() -> ImageBlock.ofBytes(new byte[1], "image/bmp"))
			.withMessageContaining("'image/bmp'")
			.withMessageContaining("[image/gif, image/jpeg, image/png, image/webp]");
	}

	@Test
	void emptyAndTooLargeDataIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> DocumentBlock.ofPdf(new byte[0]))
			.withMessageContaining("without bytes");
		assertThatIllegalArgumentException().isThrownBy(() -> DocumentBlock.ofPdf(new byte[25_165_825]))
			.withMessageContaining("25165825 bytes")
			.withMessageContaining("send its URL");
	}

	@Test
	void filesAreReadByTheirSuffix(@TempDir Path directory) throws IOException {
		Path image = Files.write(directory.resolve("tide.JPG"), new byte[] { 1, 2, 3 });
		assertThat(ImageBlock.ofPath(image)).isEqualTo(ImageBlock.ofBytes(new byte[] { 1, 2, 3 }, "image/jpeg"));
		Path pdf = Files.write(directory.resolve("tide.pdf"), new byte[] { 1, 2, 3 });
		assertThat(DocumentBlock.ofPath(pdf)).isEqualTo(DocumentBlock.ofPdf(new byte[] { 1, 2, 3 }));
		assertThatIllegalArgumentException().isThrownBy(() -> ImageBlock.ofPath(pdf)).withMessageContaining("tide.pdf");
	}

}
