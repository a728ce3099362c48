package org.adcache.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.adcache.demo.schema.DomainNames;
import org.adcache.demo.schema.WellKnown;
import org.junit.jupiter.api.Test;

final class DemoRequestsTest {
    private static final WellKnown.KnownAccount PERSON = new WellKnown.KnownAccount(
            "CN=O'Brien\\, Pat,DC=demo,DC=example",
            "guid",
            "S-1-5-1",
            "obrien",
            "pat@demo.example",
            "pat@demo.example");
    private static final WellKnown.KnownAccount GROUP =
            new WellKnown.KnownAccount("CN=It's \"us\",DC=demo,DC=example", "guid", "S-1-5-2", "us", "", "");

    @Test
    void whatAShellMakesOfEveryRequestIsWhatWasMeant() throws Exception {
        for (String line : requests()) {
            List<String> arguments = shell(line);

            assertThat(arguments).startsWith("-sw", "\\n");
            assertThat(arguments).anyMatch(argument -> argument.startsWith("http://127.0.0.1:1/v1/"));
        }
        assertThat(requests())
                .anySatisfy(line -> assertThat(shell(line)).contains("key=CN=O'Brien\\, Pat,DC=demo,DC=example"));
        assertThat(requests()).anySatisfy(line -> assertThat(shell(line)).contains("key=DEMO\\obrien"));
        assertThat(requests())
                .anySatisfy(line -> assertThat(shell(line))
                        .contains("{\"addresses\":[\"pat@demo.example\"],\"conditions\":{\"in-group\":"
                                + "{\"group\":\"CN=It's \\\"us\\\",DC=demo,DC=example\"}},\"explain\":true}"));
    }

    @Test
    void namesThePages() {
        assertThat(demo().pages().stream().filter(line -> !line.isEmpty()))
                .satisfiesExactly(
                        demo -> assertThat(demo).contains(" http://127.0.0.1:1/demo "),
                        administrator -> assertThat(administrator).contains(" http://127.0.0.1:1/. "));
    }

    private static List<String> requests() {
        return demo().lines().stream().filter(line -> line.startsWith("curl ")).toList();
    }

    private static DemoRequests demo() {
        WellKnown people = new WellKnown(
                new DomainNames("demo.example", "localhost"),
                PERSON,
                GROUP,
                GROUP,
                GROUP,
                GROUP,
                PERSON,
                PERSON,
                PERSON,
                PERSON,
                PERSON,
                GROUP,
                PERSON,
                PERSON);
        return new DemoRequests(URI.create("http://127.0.0.1:1"), people);
    }

    /** Returns what a shell passes to curl. */
    private static List<String> shell(String line) throws Exception {
        Process shell = new ProcessBuilder("sh", "-c", line.replaceFirst("^curl ", "printf '%s\\\\n' "))
                .redirectErrorStream(true)
                .start();
        String output = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(shell.waitFor()).isZero();
        return output.lines().toList();
    }
}
