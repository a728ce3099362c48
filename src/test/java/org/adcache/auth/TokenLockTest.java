package org.adcache.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.adcache.account.ProblemException;
import org.adcache.testing.Slow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenLockTest {
    @TempDir
    Path folder;

    /** The lock works between processes, so each change runs in a process of its own. */
    @Test
    void losesNoChangeWhenTwoCommandsRunAtTheSameTime() throws Exception {
        runAtTheSameTime(2);
    }

    @Slow
    @Test
    void losesNoChangeWhenManyCommandsRunAtTheSameTime() throws Exception {
        runAtTheSameTime(4);
    }

    private void runAtTheSameTime(int count) throws Exception {
        List<Process> commands = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            commands.add(new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            Changes.class.getName(),
                            folder.toString())
                    .inheritIO()
                    .start());
        }
        for (Process command : commands) {
            assertThat(command.waitFor()).isZero();
        }
        assertThat(TokenFolder.open(folder).tokens().list()).hasSize(count * Changes.COUNT);
    }

    /** Main class of such a process. */
    static final class Changes {
        static final int COUNT = 10;

        private Changes() {}

        public static void main(String[] arguments) throws ProblemException {
            TokenFolder tokens = TokenFolder.open(Path.of(arguments[0]));
            IntStream.range(0, COUNT).forEach(i -> create(tokens));
        }

        private static void create(TokenFolder folder) {
            try {
                folder.change(tokens -> tokens.create(Set.of(Scope.LOOKUP), Optional.empty(), Optional.empty()));
            } catch (ProblemException e) {
                throw new AssertionError(e);
            }
        }
    }
}
