package org.adcache.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class TemporaryLibrariesTest {
    @Test
    void areTheMappedOnesOfTheTemporaryFolderAndNoOthers() {
        String mappings = """
                7f3a1c000000-7f3a1c021000 rw-p 00000000 00:00 0
                7f3a20000000-7f3a20010000 r-xp 00000000 08:01 77 /tmp/liblz4-java-1.so
                7f3a20010000-7f3a20020000 rw-p 00010000 08:01 77 /tmp/liblz4-java-1.so
                7f3a30000000-7f3a30010000 r-xp 00000000 08:01 78 /usr/lib/libc.so
                7f3a40000000-7f3a40010000 r-xp 00000000 08:01 79 /tmp/elsewhere/libx.so
                7f3a50000000-7f3a50010000 r--p 00000000 08:01 80 /tmp/a jar.jar
                """;

        assertThat(TemporaryLibraries.mapped(mappings, Path.of("/tmp")))
                .containsExactly(Path.of("/tmp/liblz4-java-1.so"));
    }
}
