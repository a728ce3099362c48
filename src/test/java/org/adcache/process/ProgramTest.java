package org.adcache.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProgramTest {
    private static final String VARIABLE = "ADCACHE_TEST_REPLACED";

    @Test
    void isTheLauncherWithTheArgumentsAfterThoseOfJava() throws Exception {
        Program program = Program.current(Optional.of(Path.of("/opt/müller/bin/adcache")), 0, VARIABLE);

        // One character for each byte of the path.
        assertThat(program.path()).isEqualTo("/opt/mÃ¼ller/bin/adcache");
        assertThat(program.arguments()).containsExactly(program.path());
    }

    @Test
    void isJavaWithAllItsArgumentsWhereThereIsNoLauncher() throws Exception {
        Program program = Program.current(Optional.empty(), 0, VARIABLE);

        assertThat(program.path()).endsWith("/java").startsWith("/");
        assertThat(program.arguments().size()).isGreaterThan(1);
    }

    @Test
    void keepsTheEnvironmentAndSaysThatItReplaces() throws Exception {
        Program program = Program.current(Optional.empty(), 0, VARIABLE);

        assertThat(program.environment())
                .contains(VARIABLE + "=1", "PATH=" + System.getenv("PATH"))
                .hasSize(System.getenv().size() + 1);
    }
}
