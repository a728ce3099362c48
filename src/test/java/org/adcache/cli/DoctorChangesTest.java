package org.adcache.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.adcache.account.ConnectionId;
import org.adcache.account.Problem;
import org.adcache.account.ProblemType;
import org.adcache.cli.terminal.CommandException;
import org.adcache.doctor.CheckResult;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorChangesTest {
    private static final Instant AT = Instant.parse("2026-11-01T03:00:00Z");
    private static final ConnectionId CORP = new ConnectionId("corp");
    private static final CheckResult DNS = new CheckResult("dns", true, "dc1.corp.example", Optional.empty());
    private static final CheckResult TCP = new CheckResult("tcp", true, "dc1.corp.example:636", Optional.empty());
    private static final CheckResult NO_TCP = new CheckResult(
            "tcp",
            false,
            "dc1.corp.example:636 does not answer.",
            Optional.of(new Problem(ProblemType.LDAP_TIMEOUT, "It does not answer.", "Look at dc1.")));

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve("doctor.json");
    }

    @Test
    void aFirstRunLogsWhatFails() throws CommandException {
        assertThat(run(DNS, TCP)).containsExactly("this is the first run; no stage fails");
        Path other = folder.resolve("other.json");
        assertThat(DoctorChanges.since(other).lines(Map.of(CORP, List.of(DNS, NO_TCP))))
                .containsExactly("corp: tcp: dc1.corp.example:636 does not answer. Look at dc1. ["
                        + NO_TCP.problem().orElseThrow().type().code() + "]");
    }

    @Test
    void aFailureIsLoggedOnceAndItsEndToo() throws CommandException {
        run(DNS, TCP);

        assertThat(run(DNS, NO_TCP)).hasSize(1).first().asString().startsWith("corp: tcp: dc1");
        assertThat(run(DNS, NO_TCP)).containsExactly("nothing has changed since " + AT + "; 1 stages fail");
        assertThat(run(DNS, TCP))
                .containsExactly("corp: tcp: works again, was "
                        + NO_TCP.problem().orElseThrow().type().code());
        assertThat(run(DNS, TCP)).containsExactly("nothing has changed since " + AT + "; no stage fails");
    }

    @Test
    void theFileHasCodesAndNoNames() throws CommandException, IOException {
        run(DNS, NO_TCP);

        assertThat(Files.readString(file)).contains("\"dns\":\"ok\"").doesNotContain("dc1");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void aFileOfAnythingElseIsRefused() throws IOException {
        Files.writeString(file, "[1, 2]");
        assertThatThrownBy(() -> DoctorChanges.since(file)).isInstanceOf(CommandException.class);

        Files.delete(file);
        Files.createSymbolicLink(file, Files.writeString(folder.resolve("target"), "{}"));
        assertThatThrownBy(() -> DoctorChanges.since(file)).isInstanceOf(CommandException.class);
    }

    private List<String> run(CheckResult... checks) throws CommandException {
        Map<ConnectionId, List<CheckResult>> all = Map.of(CORP, List.of(checks));
        DoctorChanges changes = DoctorChanges.since(file);
        List<String> lines = changes.lines(all);
        changes.save(all, AT);
        return lines;
    }
}
