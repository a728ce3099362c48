package org.adcache.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The Debian packages and archives that a build with {@code -Pdeb} leaves in {@code target}. */
final class PackageIT {
    private static final String VERSION = "0.1.0";
    private static final List<String> PACKAGES = List.of("adcache", "adcache-demo");

    @TempDir
    static Path folder;

    /** A line of {@code src/build/known-vulnerabilities}. */
    private record Vulnerability(String id, String component, String below, String accepted) {
        boolean affects(String packageName, String shipped, String version) {
            return component.equals(shipped)
                    && !accepted.equals(packageName)
                    && (below.equals("none") || compare(version, below) < 0);
        }

        /** By the numbers in them. */
        private static int compare(String left, String right) {
            return Arrays.compare(numbers(left), numbers(right));
        }

        private static int[] numbers(String version) {
            return Stream.of(version.split("[^0-9]+", -1))
                    .filter(each -> !each.isEmpty())
                    .mapToInt(Integer::parseInt)
                    .toArray();
        }
    }

    @BeforeAll
    static void isBuilt() {
        assertThat(deb("adcache"))
                .as("the package under test. Build it: mvn verify -Pdeb")
                .exists();
    }

    @Test
    void lintianFindsNoErrors() {
        Command.Outcome outcome = Command.of(
                        "lintian",
                        "--allow-root",
                        "--fail-on",
                        "error",
                        deb("adcache").toString(),
                        deb("adcache-demo").toString())
                .outcome();

        assertThat(outcome.exit()).as(outcome.output()).isZero();
    }

    @Test
    void theServiceHasNoSimulatedDirectory() {
        assertThat(files("adcache"))
                .contains(
                        "/usr/bin/adcache",
                        "/usr/share/adcache/lib/adcache.jar",
                        "/etc/adcache/adcache.conf",
                        "/usr/lib/systemd/system/adcache-archive.service",
                        "/usr/share/man/man1/adcache-doctor.1.gz",
                        "/usr/share/man/man5/adcache.conf.5.gz",
                        "/usr/share/bash-completion/completions/adcache",
                        "/usr/share/zsh/vendor-completions/_adcache")
                .noneMatch(file -> file.matches(".*/lib/.*(kerb-server|adcache-demo|\\.jsa|\\.aot).*"));
        assertThat(files("adcache-demo")).contains("/usr/share/adcache/lib/adcache-demo.jar");
    }

    @Test
    void aBillOfMaterialsListsTheJarsOfItsPackage() throws IOException {
        for (String name : PACKAGES) {
            Set<String> jars = files(name).stream()
                    .filter(file -> file.endsWith(".jar"))
                    .map(file -> file.substring(file.lastIndexOf('/') + 1))
                    .filter(jar -> !jar.startsWith("adcache"))
                    .collect(Collectors.toCollection(TreeSet::new));
            Set<String> listed = components(name).stream()
                    .map(each -> each.path("name").asString() + "-"
                            + each.path("version").asString() + ".jar")
                    .collect(Collectors.toCollection(TreeSet::new));

            assertThat(listed).as(name).isEqualTo(jars).isNotEmpty();
        }
    }

    @Test
    void noComponentHasAVulnerabilityThatWeKnowOf() throws IOException {
        List<Vulnerability> known = vulnerabilities();
        List<String> affected = new ArrayList<>();
        for (String name : PACKAGES) {
            for (JsonNode component : components(name)) {
                String coordinates = component.path("group").asString() + ":"
                        + component.path("name").asString();
                String version = component.path("version").asString();
                known.stream()
                        .filter(each -> each.affects(name, coordinates, version))
                        .forEach(each -> affected.add(name + ": " + coordinates + " " + version + " " + each.id()));
            }
        }

        assertThat(affected).isEmpty();
        // The same comparison finds what is only accepted.
        assertThat(known).anyMatch(each -> each.affects("adcache", "org.apache.kerby:kerb-server", "2.1.1"));
        assertThat(known).anyMatch(each -> each.affects("adcache", "at.yawk.lz4:lz4-java", "1.8.1"));
    }

    @Test
    void checksumsMatch() throws IOException {
        for (Path file : artifacts(target())) {
            Path sum = file.resolveSibling(file.getFileName() + ".sha256");
            assertThat(Files.readString(sum).strip()).isEqualTo(sha256(file));
        }
        Command.of("sh", "-c", "cd \"$0\" && sha256sum --check --strict SHA256SUMS", target().toString())
                .run();
        assertThat(Files.readAllLines(target().resolve("SHA256SUMS")))
                .hasSize(artifacts(target()).size());
    }

    @Test
    void manualPagesHaveNoErrors() throws IOException {
        Path root = Files.createDirectories(folder.resolve("manual"));
        Command.of("dpkg-deb", "--extract", deb("adcache").toString(), root.toString())
                .run();
        try (Stream<Path> pages = Files.walk(root.resolve("usr/share/man"))) {
            for (Path page : pages.filter(Files::isRegularFile).toList()) {
                Command.Outcome read = Command.of("man", "--warnings", "-E", "UTF-8", "-l", page.toString())
                        .with("MANWIDTH", "80")
                        .with("LC_ALL", "C.UTF-8")
                        .outcome();
                assertThat(read.exit()).as(page + read.errors()).isZero();
                assertThat(read.errors()).as(page.toString()).isEmpty();
                Command.of("lexgrog", page.toString()).run();
            }
        }
    }

    @Test
    void bothShellsCompleteCommandsAndOptions() throws IOException {
        Path root = Files.createDirectories(folder.resolve("completions"));
        Command.of("dpkg-deb", "--extract", deb("adcache").toString(), root.toString())
                .run();
        Path shells = ProjectFiles.path("itest/shell");
        String inBash = Command.of(
                        "bash", shells + "/complete.bash", root + "/usr/share/bash-completion/completions/adcache")
                .run();
        String inZsh = Command.of("zsh", "-f", shells + "/complete.zsh", root + "/usr/share/zsh/vendor-completions")
                .run();

        assertThat(List.of(inBash, inZsh)).containsOnly("doctor\n--follow\n");
    }

    @Test
    void withoutTheDemoItSaysWhatToInstall() throws IOException {
        Path root = Files.createDirectories(folder.resolve("unpacked"));
        Command.of("dpkg-deb", "--extract", deb("adcache").toString(), root.toString())
                .run();

        Command.Outcome demo =
                Command.of(root + "/usr/share/adcache/bin/adcache", "demo").outcome();

        assertThat(demo.exit()).isEqualTo(69);
        assertThat(demo.errors()).contains("The demo is not installed.", "adcache-demo");
    }

    /** The build in another folder: a copy of the sources, so that no path and no date of this one is in it. */
    @Test
    void anotherFolderGivesTheSameBytes() throws IOException {
        Path copy = Files.createDirectories(folder.resolve("an other folder"));
        for (String name : List.of(
                "pom.xml", "LICENSE", "README.md", "SECURITY.md", "CHANGELOG.md", "adcache", "config", "docs", "src")) {
            Command.of("cp", "-R", ProjectFiles.path(name).toString(), copy.toString())
                    .run();
        }
        Command.of(
                        "mvn",
                        "-q",
                        "-B",
                        "-ntp",
                        "-f",
                        copy.resolve("pom.xml").toString(),
                        "package",
                        "-Pdeb",
                        "-Dmaven.test.skip=true",
                        "-Darchive.skip=true")
                .run();

        Map<String, String> here = sums(target());
        assertThat(sums(copy.resolve("target"))).isEqualTo(here).hasSize(2 * PACKAGES.size());
    }

    private static Map<String, String> sums(Path target) throws IOException {
        Map<String, String> sums = new TreeMap<>();
        for (Path file : artifacts(target)) {
            sums.put(file.getFileName().toString(), sha256(file));
        }
        return sums;
    }

    private static String sha256(Path file) {
        return Command.of("sha256sum", file.toString()).run().substring(0, 64);
    }

    private static List<Path> artifacts(Path target) throws IOException {
        try (Stream<Path> files = Files.list(target)) {
            return files.filter(file -> file.getFileName().toString().matches("adcache.*\\.(deb|tar\\.gz)"))
                    .toList();
        }
    }

    private static List<Vulnerability> vulnerabilities() throws IOException {
        return Files.readAllLines(ProjectFiles.path("src/build/known-vulnerabilities")).stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split(" \\| ", -1))
                .map(cells -> new Vulnerability(cells[0], cells[1], cells[2], cells[3]))
                .toList();
    }

    private static List<JsonNode> components(String name) throws IOException {
        Path bom = deb(name).resolveSibling(deb(name).getFileName() + ".cdx.json");
        List<JsonNode> components = new ArrayList<>();
        JsonMapper.shared().readTree(Files.readString(bom)).path("components").forEach(components::add);
        return components;
    }

    private static Set<String> files(String name) {
        return Command.of("dpkg-deb", "--contents", deb(name).toString())
                .run()
                .lines()
                .map(line -> line.split("\\s+", -1)[5].substring(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Path deb(String name) {
        return target().resolve(name + "_" + VERSION + "_all.deb");
    }

    private static Path target() {
        return Objects.requireNonNull(ProjectFiles.distribution().getParent());
    }
}
