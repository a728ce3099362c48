package org.adcache.encoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Sha256Test {
    private static final byte[] ABC = "abc".getBytes(StandardCharsets.US_ASCII);
    /** The examples of FIPS 180-2, appendix B. */
    private static final String OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    private static final String OF_A_MILLION_A = "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0";

    @TempDir
    Path folder;

    @Test
    void isThatOfTheStandard() {
        assertThat(Sha256.hex(ABC)).isEqualTo(OF_ABC);
        assertThat(Sha256.digest(ABC)).isEqualTo(HexFormat.of().parseHex(OF_ABC));
    }

    @Test
    void ofAFileIsThatOfItsBytes() throws Exception {
        Path file = Files.writeString(folder.resolve("million"), "a".repeat(1_000_000), StandardCharsets.US_ASCII);

        assertThat(Sha256.hex(file)).isEqualTo(OF_A_MILLION_A);
        assertThat(Sha256.hex(Files.createFile(folder.resolve("empty")))).isEqualTo(Sha256.hex(new byte[0]));
    }

    @Test
    void ofAFileThatIsNotThereIsNone() {
        assertThatThrownBy(() -> Sha256.hex(folder.resolve("none"))).isInstanceOf(NoSuchFileException.class);
    }
}
