package org.adcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The units' sandbox, rated by systemd, where that is installed. */
class SystemdUnitTest {
    private static final Path RATER = Path.of("/usr/bin/systemd-analyze");
    private static final Pattern SCORE = Pattern.compile("Overall exposure level for \\S+: ([0-9.]+) ");
    private static final double MOST = 1.5;

    @ParameterizedTest
    @ValueSource(strings = {"adcache.service", "adcache-doctor.service"})
    void isExposedNoMoreThanPromised(String unit) throws Exception {
        assumeThat(RATER).exists();
        String rated = output(RATER.toString(), "security", "--offline=true", "--no-pager", "src/main/systemd/" + unit);
        Matcher score = SCORE.matcher(rated);
        assertThat(score.find()).as(rated).isTrue();
        assertThat(Double.parseDouble(score.group(1))).as(rated).isLessThanOrEqualTo(MOST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"adcache.service", "adcache-doctor.service"})
    void leavesNoDumpsAndClosesItsFiles(String unit) throws IOException {
        assertThat(Files.readAllLines(Path.of("src/main/systemd", unit)))
                .contains("LimitCORE=0", "StateDirectoryMode=0700", "UMask=0077", "ProcSubset=pid", "User=adcache");
    }

    private static String output(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return text;
    }
}
