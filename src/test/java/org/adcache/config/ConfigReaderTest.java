package org.adcache.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.adcache.account.ConnectionId;
import org.adcache.account.Domain;
import org.adcache.connection.ConnectionConfig;
import org.adcache.directory.ServerAddress;
import org.adcache.directory.TlsConfig;
import org.adcache.http.HttpLimits;
import org.adcache.http.rate.Rate;
import org.adcache.http.rate.RateLimits;
import org.adcache.sync.schedule.CalendarDays;
import org.adcache.sync.schedule.CalendarTimes;
import org.adcache.sync.schedule.Recurrence;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ConfigReaderTest {
    @TempDir
    Path folder;

    private ConfigFiles files;

    @BeforeEach
    void makeFiles() throws IOException {
        files = new ConfigFiles(folder);
    }

    @Test
    void aDomainAndAKeytabAreEnough() throws Exception {
        AdcacheConfig config = files.read(ConfigFiles.connection(""));

        assertThat(config.store().dataFolder()).isEqualTo(Path.of("/var/lib/adcache"));
        assertThat(config.http().host()).isEqualTo("127.0.0.1");
        assertThat(config.http().port()).isEqualTo(8636);
        assertThat(config.lookup().maxAge()).isEqualTo(Duration.ofDays(1));
        assertThat(config.lookup().unknownAfter()).isEmpty();
        assertThat(config.connections()).hasSize(1);
        ConnectionConfig corp = config.connections().get(0);
        assertThat(corp.directory().realm()).isEqualTo("CORP.EXAMPLE.COM");
        assertThat(corp.directory().emailAttributes()).containsExactly("mail", "proxyAddresses");
        assertThat(corp.directory().tls()).isEqualTo(new TlsConfig(TlsConfig.Mode.LDAPS, Optional.empty(), true));
        assertThat(corp.sync().recurrence()).isEqualTo(new Recurrence.Interval(Duration.ofMinutes(30)));
        assertThat(corp.sync().shrinkLimit()).isEqualTo(0.1);
    }

    @Test
    void aRelativePathIsRelativeToTheFileThatNamesIt() throws Exception {
        Path below = Files.createDirectory(folder.resolve("parts"));
        Files.write(below.resolve("other.keytab"), new byte[] {5, 2});
        Files.writeString(below.resolve("other.conf"), "domain = other.example.com, keytab = other.keytab");

        AdcacheConfig config = files.read("""
                adcache {
                  data-dir = data
                  connections {
                    corp { domain = corp.example.com, keytab = corp.keytab }
                    other { include "parts/other.conf" }
                  }
                }
                """);

        assertThat(config.store().dataFolder()).isEqualTo(folder.resolve("data"));
        assertThat(config.connections())
                .extracting(connection -> connection.directory().keytab())
                .containsExactly(folder.resolve("corp.keytab"), below.resolve("other.keytab"));
    }

    @Test
    void aProblemInAnIncludedFileNamesThatFile() throws Exception {
        files.write("tls.conf", "\nmode = plain\n");

        assertThat(files.problem(ConfigFiles.connection("tls { include \"tls.conf\" }")))
                .startsWith("tls.conf:2: adcache.connections.corp.tls.mode: \"plain\" is not one of its values.");
    }

    @Test
    void aSyntaxErrorInAnIncludedFileNamesThatFile() throws Exception {
        files.write("tls.conf", "mode = starttls\n]\n");

        assertThat(files.problem(ConfigFiles.connection("tls { include \"tls.conf\" }")))
                .startsWith("tls.conf:2: the syntax is wrong:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"include \"gone.conf\"", "include file(\"gone.conf\")", "include required(\"gone.conf\")"})
    void anIncludedFileThatIsGoneIsReported(String include) throws Exception {
        assertThat(files.problem(ConfigFiles.connection("tls {\n" + include + "\n}")))
                .startsWith("adcache.conf:6: the included file gone.conf doesn't exist.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"include url(\"file:///gone.conf\")", "include required(classpath(\"gone.conf\"))"})
    void anIncludeOfAnythingElseThanAFileIsReported(String include) throws Exception {
        assertThat(files.problem(ConfigFiles.connection("tls {\n" + include + "\n}")))
                .startsWith("adcache.conf:6: ")
                .contains("gone.conf is included by url or classpath; only files can be.");
    }

    /** What both files have in common belongs to neither. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "include \"parts/corp.conf\"\nadcache { data-dir = data }\n",
                "adcache { data-dir = data }\ninclude \"parts/corp.conf\"\n",
                "include \"parts/corp.conf\"\nadcache.data-dir = data\nadcache.connections.corp.sync.every = 10m\n"
            })
    void keysOfAnIncludedFileBelongToItWhereBlocksOverlap(String text) throws Exception {
        Path below = Files.createDirectory(folder.resolve("parts"));
        Files.write(below.resolve("only.keytab"), new byte[] {5, 2});
        Path included = Files.writeString(
                below.resolve("corp.conf"),
                "adcache.connections.corp {\n  domain = corp.example.com\n  keytab = only.keytab\n}\n");

        assertThat(files.read(text).connections())
                .extracting(connection -> connection.directory().keytab())
                .containsExactly(below.resolve("only.keytab"));
        assertThat(files.problem(text + "adcache.http.port = 99999\n"))
                .startsWith("adcache.conf:" + (text.lines().count() + 1) + ": adcache.http.port: ");
        Files.writeString(included, Files.readString(included).replace("domain =", "domian ="));
        assertThat(files.problems(text))
                .anyMatch(problem -> problem.toString().contains("parts/corp.conf:2: ")
                        && problem.toString().contains("domian"));
    }

    @Test
    void aFileThatIncludesItselfIsReported() throws Exception {
        assertThat(files.problem("include \"adcache.conf\"\n" + ConfigFiles.connection("")))
                .contains("adcache.conf:1: ", "adcache.conf includes itself.");
    }

    @Test
    void anIncludeOfAFileIsRelativeToTheFileToo() throws Exception {
        files.write("tls.conf", "mode = starttls\n");

        AdcacheConfig config = files.read(ConfigFiles.connection("tls { include file(\"tls.conf\") }"));

        assertThat(config.connections().get(0).directory().tls().mode()).isEqualTo(TlsConfig.Mode.STARTTLS);
    }

    @Test
    void aFileThatIsNoUtf8IsReported() throws Exception {
        Path file = folder.resolve("adcache.conf");
        Files.write(file, "# one\n# M\u00fcller\n".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(catchThrowableOfType(InvalidConfigException.class, () -> new ConfigReader(Map.of()).read(file))
                        .problems())
                .extracting(ConfigProblem::toString)
                .contains(file + ":2: this line isn't UTF-8. Save the file in UTF-8, for instance with"
                        + " \"iconv -f ISO-8859-1 -t UTF-8\".");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u200b", "\u00a0", "\u2060", "\ufeff", "\u202e", "\u0007", "\u00ad"})
    void anInvisibleCharacterIsReported(String character) throws Exception {
        assertThat(files.problems(ConfigFiles.adcache("max-age = \"12h" + character + "\"")))
                .extracting(ConfigProblem::toString)
                .anySatisfy(problem -> assertThat(problem)
                        .contains("adcache.conf:2: there is an invisible character in this line, U+00"
                                .replace("00", String.format("%04X", (int) character.charAt(0)))));
    }

    @Test
    void aByteOrderMarkAndCommentsMayHoldAnything() throws Exception {
        assertThat(files.problems("\ufeff# a\u00a0b\r\n" + ConfigFiles.connection("\t // c\u200bd")))
                .isEmpty();
    }

    @Test
    void readsTheLimitsOfHttp() throws Exception {
        AdcacheConfig config = files.read(ConfigFiles.connection("") + """
                adcache.http.limits {
                  connections = 5000, connections-per-address = 300, handshakes = 50, body-time = 5s, bodies = 64MiB
                  large-bodies = 8, answer-time = 20s, answers = 1 GiB
                  suggest = "30/s", sign-in = "5/min", caller = "100/s", address = "7000/h"
                }
                """);

        assertThat(config.http().limits())
                .isEqualTo(new HttpLimits(
                        OptionalLong.of(5000),
                        300,
                        50,
                        Duration.ofSeconds(5),
                        OptionalLong.of(64 << 20),
                        8,
                        Duration.ofSeconds(20),
                        OptionalLong.of(1 << 30),
                        new RateLimits(
                                Rate.parse("30/s"),
                                new Rate(5, Rate.Unit.MINUTE),
                                Rate.parse("100/s"),
                                Rate.parse("7000/h"))));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    02:30                   | 02:30
                    2:30, 14:30 ,2:30       | 02:30,14:30
                    fri,mon 02:30           | mon,fri 02:30
                    Monday, FRI 02:30       | mon,fri 02:30
                    mon-fri 23:59           | mon,tue,wed,thu,fri 23:59
                    sat-mon,wed 00:00,12:00 | mon,wed,sat,sun 00:00,12:00
                    1,31 02:30              | 1,31 02:30
                    """)
    void readsCalendarTimes(String written, String times) throws Exception {
        AdcacheConfig config = files.read(ConfigFiles.connection("sync.at = \"" + written + "\""));

        assertThat(config.connections().get(0).sync().recurrence())
                .isInstanceOf(CalendarTimes.class)
                .hasToString(times);
    }

    @Test
    void readsDaysAndTimes() throws Exception {
        assertThat(recurrence("at = \"mon,sun 02:30\""))
                .isEqualTo(new CalendarTimes(
                        new CalendarDays.Weekly(List.of(DayOfWeek.MONDAY, DayOfWeek.SUNDAY)),
                        List.of(LocalTime.of(2, 30))));
        assertThat(recurrence("at = \"31 14:00\""))
                .isEqualTo(new CalendarTimes(new CalendarDays.Monthly(List.of(31)), List.of(LocalTime.of(14, 0))));
        assertThat(recurrence("at = manual")).isEqualTo(new Recurrence.OnRequest());
        assertThat(recurrence("every = null, at = \"00:00\""))
                .isEqualTo(new CalendarTimes(new CalendarDays.Daily(), List.of(LocalTime.MIDNIGHT)));
    }

    private Recurrence recurrence(String lines) throws Exception {
        return files.read(ConfigFiles.connection("sync { " + lines + " }"))
                .connections()
                .get(0)
                .sync()
                .recurrence();
    }

    @Test
    void connectionsComeInTheOrderOfTheFile() throws Exception {
        AdcacheConfig config = files.read("""
                adcache.connections {
                  zoo { domain = zoo.example.com, keytab = corp.keytab }
                  alp { domain = Alp.Example.com, keytab = corp.keytab }
                }
                """);

        assertThat(config.connections())
                .extracting(connection -> connection.directory().domain())
                .containsExactly("zoo.example.com", "alp.example.com");
        assertThat(config.lookup().connections())
                .containsEntry(
                        new ConnectionId("alp"),
                        new Domain("alp.example.com", "ALP.EXAMPLE.COM", "ALP", Optional.empty()));
    }

    @Test
    void twoConnectionsMayShareADomainIfTheirSearchBasesAreApart() throws Exception {
        AdcacheConfig config = files.read("""
                adcache.connections {
                  people { domain = corp.example.com, keytab = corp.keytab, search-base = "OU=People,DC=corp,DC=example,DC=com" }
                  staff { domain = corp.example.com, keytab = corp.keytab, search-base = "OU=Other People,DC=corp,DC=example,DC=com" }
                }
                """);

        assertThat(config.connections()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ", search-base = \"ou=people, dc=CORP,DC=example,DC=com\"",
                ", search-base = \"OU=Sales,OU=People,DC=corp,DC=example,DC=com\"",
                ", search-base = \"DC=corp,DC=example,DC=com\""
            })
    void twoConnectionsDoNotReadTheSameAccounts(String searchBase) throws Exception {
        String problem = files.problem("""
                adcache.connections {
                  people { domain = corp.example.com, keytab = corp.keytab, search-base = "OU=People,DC=corp,DC=example,DC=com" }
                  again { domain = Corp.example.com, keytab = corp.keytab%s }
                }
                """.formatted(searchBase));

        assertThat(problem).contains(":3", "adcache.connections.again", "\"people\" reads too");
    }

    @Test
    void theEnvironmentFillsIn() throws Exception {
        Path file = files.write(
                "adcache.conf",
                ConfigFiles.adcache("data-dir = ${DATA}, http { port = 1, port = ${?PORT}, host = ${?NONE} }"));

        AdcacheConfig config = new ConfigReader(Map.of("DATA", "data", "PORT", "9000")).read(file);

        assertThat(config.store().dataFolder()).isEqualTo(folder.resolve("data"));
        assertThat(config.http().port()).isEqualTo(9000);
        assertThat(config.http().host()).isEqualTo("127.0.0.1");
    }

    @Test
    void aBadValueFromTheEnvironmentIsReportedWhereItIsUsed() throws Exception {
        String text = ConfigFiles.adcache("\nhttp.port = ${PORT}");

        assertThat(files.problems(text, Map.of("PORT", "many")))
                .singleElement()
                .satisfies(problem -> assertThat(problem.line()).isEqualTo(3))
                .satisfies(problem -> assertThat(problem.detail()).isEqualTo("\"many\" is not a port."));
    }

    @Test
    void theDefaultPortIsThatOfTheMode() throws Exception {
        AdcacheConfig ldaps =
                files.read(ConfigFiles.connection("servers = [dc1.example.com, \"dc2.example.com:6636\"]"));
        AdcacheConfig starttls = files.read(ConfigFiles.connection("servers = [dc1.example.com], tls.mode = starttls"));

        assertThat(ldaps.connections().get(0).directory().servers())
                .containsExactly(new ServerAddress("dc1.example.com", 636), new ServerAddress("dc2.example.com", 6636));
        assertThat(starttls.connections().get(0).directory().servers())
                .containsExactly(new ServerAddress("dc1.example.com", 389));
    }

    @Test
    void fiveMistakesAreFiveProblemsInTheOrderOfTheFile() throws Exception {
        List<ConfigProblem> problems = files.problems("""
                adcache {
                  max-age = soon
                  http { prot = 8636 }
                  connections {
                    corp {
                      domain = corp.example.com
                      realm = Corp.Example.Com
                      keytab = missing.keytab
                      sync { shrink-limit = 10 }
                    }
                  }
                }
                """);

        assertThat(problems)
                .extracting(problem -> problem.line() + " " + problem.key())
                .containsExactly(
                        "2 adcache.max-age",
                        "3 adcache.http.prot",
                        "7 adcache.connections.corp.realm",
                        "8 adcache.connections.corp.keytab",
                        "9 adcache.connections.corp.sync.shrink-limit");
        assertThat(problems).extracting(ConfigProblem::file).containsOnly(folder.resolve("adcache.conf"));
        assertThat(problems.get(1).suggestion()).isEqualTo("Did you mean \"port\"?");
    }

    @Test
    void aSyntaxErrorIsOneProblemWithItsLine() throws Exception {
        assertThat(files.problem("adcache {\n  http { port = 1\n  max-age = \n}\n"))
                .startsWith("adcache.conf:4: the syntax is wrong:");
    }

    @Test
    void aVariableThatIsNotSetIsNamed() throws Exception {
        assertThat(files.problem("adcache {\n  data-dir = ${NOWHERE}\n}\n"))
                .startsWith("adcache.conf:2: a variable is not set: ")
                .contains("${NOWHERE}");
    }

    @Test
    void aFileThatIsNotThereIsOneProblem() {
        assertThat(catchThrowableOfType(
                                InvalidConfigException.class,
                                () -> new ConfigReader(Map.of()).read(folder.resolve("no.conf")))
                        .problems())
                .singleElement()
                .hasToString(folder.resolve("no.conf")
                        + ": there is no such file. Name the configuration file with --config FILE.");
    }
}
