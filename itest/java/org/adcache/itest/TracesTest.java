package org.adcache.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TracesTest {
    private static final byte[] SID = {1, 5, 0, 0, 0, 0, 0, 5, 21, 0, 0, 0, -7, -57};

    private final Traces traces = new Traces();

    @TempDir
    private Path folder = Path.of("");

    @BeforeEach
    void lookFor() {
        traces.addText("Jürgen@corp.example");
        traces.addText("short");
        traces.addBytes(SID, "the SID");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
    void findsATextInTheMiddleOfAFileInAnyEncodingAndCase(String charset) throws IOException {
        write("\u0000\u0001 JüRGEN@Corp.Example\u0002".getBytes(Charset.forName(charset)));
        assertThat(traces.findIn(folder)).containsKey("Jürgen@corp.example in " + charset);
    }

    @Test
    void findsABinaryValueAtTheEndOfAFile() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(new byte[3]);
        bytes.write(SID);
        write(bytes.toByteArray());
        assertThat(traces.findIn(folder)).containsOnlyKeys("the SID");
    }

    @Test
    void findsNothingInABeginningOnlyNorInWhatIsTooShortToProveAnything() throws IOException {
        write("jürgen@corp.exampl short".getBytes(StandardCharsets.UTF_8));
        assertThat(traces.findIn(folder)).isEmpty();
    }

    private void write(byte[] bytes) throws IOException {
        Files.write(folder.resolve("file"), bytes);
    }
}
