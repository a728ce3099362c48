package org.adcache.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The distribution's launcher, with a java that only prints its arguments. */
final class LauncherIT {
    @TempDir
    Path folder;

    private Path dist;
    private final Map<String, String> environment = new HashMap<>();

    private record Run(int exit, String out, String err) {}

    @BeforeEach
    void copyTheLauncher() throws IOException {
        dist = folder.resolve("some where").resolve("dist");
        Files.createDirectories(dist.resolve("bin"));
        Files.createDirectories(dist.resolve("lib"));
        Files.copy(
                Path.of("src", "main", "dist", "bin", "adcache"),
                dist.resolve("bin").resolve("adcache"),
                StandardCopyOption.COPY_ATTRIBUTES);
        Files.copy(
                Path.of("src", "main", "dist", "lib", "find-java"),
                dist.resolve("lib").resolve("find-java"));
        Files.copy(
                Path.of("src", "main", "dist", "lib", "find-archive"),
                dist.resolve("lib").resolve("find-archive"));
        String chooser = Files.readString(Path.of("src", "main", "dist", "lib", "choose-heap"));
        Files.writeString(
                dist.resolve("lib").resolve("choose-heap"),
                chooser.replace("\nproc=/proc\n", "\nproc=" + folder.resolve("proc") + "\n")
                        .replace("\ngroups=/sys/fs/cgroup\n", "\ngroups=" + folder.resolve("groups") + "\n"));
        Files.createFile(dist.resolve("lib").resolve("adcache.jar"));
    }

    @Test
    void passesArgumentsAndWorkingFolderOnUnchanged() throws Exception {
        javaOnThePath("17.0.15");

        Run run = launch("lookup", "a b", "$HOME", "*", "müller");

        assertThat(run.exit()).isZero();
        assertThat(run.out().lines())
                .contains("folder " + folder.toRealPath())
                .endsWith(
                        "-jar",
                        dist.toRealPath().resolve("lib/adcache.jar").toString(),
                        "lookup",
                        "a b",
                        "$HOME",
                        "*",
                        "müller");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void givesEachReleaseTheOptionsItKnows() throws Exception {
        javaOnThePath("17.0.15");
        assertThat(launch("version").out())
                .contains("-Djava.locale.providers=COMPAT")
                .doesNotContain("--enable-native-access", "--sun-misc-unsafe-memory-access");

        javaOnThePath("22");
        assertThat(launch("version").out())
                .contains("--enable-native-access=ALL-UNNAMED")
                .doesNotContain("-Djava.locale.providers=COMPAT", "--sun-misc-unsafe-memory-access");

        javaOnThePath("25.0.1");
        assertThat(launch("version").out())
                .contains("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow");
    }

    @Test
    void aServiceGetsAnotherCompilerThanAShortCommand() throws Exception {
        javaOnThePath("17");

        assertThat(launch("status").out()).contains("-XX:TieredStopAtLevel=1");
        assertThat(launch("serve").out())
                .contains("-XX:CompileThresholdScaling=2")
                .doesNotContain("-XX:TieredStopAtLevel=1");
    }

    @Test
    void usesTheArchiveOfLoadedClassesOfItsKindOfJava() throws Exception {
        Path lib = dist.toRealPath().resolve("lib");
        javaOnThePath("17.0.15");
        archive("adcache.jsa", 5, made("5", "17.0.15", lib));
        archive("adcache.aot", 5, made("5", "25.0.1", lib));
        assertThat(launch("version").out().lines())
                .contains("-XX:SharedArchiveFile=" + lib.resolve("adcache.jsa"), "-Xlog:cds=off")
                .noneMatch(option -> option.startsWith("-XX:AOTCache"));

        javaOnThePath("25.0.1");
        assertThat(launch("version").out().lines())
                .contains("-XX:AOTCache=" + lib.resolve("adcache.aot"), "-Xlog:aot=off")
                .noneMatch(option -> option.startsWith("-XX:SharedArchiveFile"));
    }

    @Test
    void doesWithoutAnArchiveThatIsMissingOrCutOff() throws Exception {
        Path lib = dist.toRealPath().resolve("lib");
        javaOnThePath("17");
        assertThat(launch("version").out()).doesNotContain("-XX:SharedArchiveFile");

        archive("adcache.jsa", 4, made("5", "17", lib));
        Run run = launch("version");
        assertThat(run.out()).doesNotContain("-XX:SharedArchiveFile");
        assertThat(run.err()).isEmpty();

        archive("adcache.jsa", 5, made("5", "17", lib));
        assertThat(launch("version").out()).contains("-XX:SharedArchiveFile");

        Files.delete(lib.resolve("adcache.jsa.made"));
        assertThat(launch("version").out()).doesNotContain("-XX:SharedArchiveFile");
    }

    @Test
    void doesWithoutAnArchiveOfAnotherJavaOrFolder() throws Exception {
        Path lib = dist.toRealPath().resolve("lib");
        javaOnThePath("17.0.16");
        for (String made : List.of(
                made("5", "17.0.15", lib),
                made("5", "17.0.16", folder.toRealPath()),
                made("5", "17.0.16", lib).replace("/path/java", "/other/java"))) {
            archive("adcache.jsa", 5, made);
            assertThat(launch("version").out()).as(made).doesNotContain("-XX:SharedArchiveFile");
        }
    }

    @Test
    void doesWithoutAnArchiveOfAnInstallationWithOrWithoutTheDemo() throws Exception {
        Path lib = dist.toRealPath().resolve("lib");
        javaOnThePath("17");
        archive("adcache.jsa", 5, made("5", "17", lib));
        Files.createFile(lib.resolve("adcache-demo.jar"));
        assertThat(launch("version").out()).doesNotContain("-XX:SharedArchiveFile");

        archive("adcache.jsa", 5, made("5", "17", lib) + " and demo");
        assertThat(launch("version").out()).contains("-XX:SharedArchiveFile");

        Files.delete(lib.resolve("adcache-demo.jar"));
        assertThat(launch("version").out()).doesNotContain("-XX:SharedArchiveFile");
    }

    @Test
    void aServiceWithoutDataGetsAQuarterOfTheMemoryButNoMoreThan4Gigabytes() throws Exception {
        javaOnThePath("17");
        machine(8_000, Map.of());
        assertThat(heap("serve", "--config", config("").toString())).isEqualTo("-Xmx2000m");
        assertThat(heap("demo")).isEqualTo("-Xmx2000m");
        assertThat(heap("status")).isEmpty();

        machine(64_000, Map.of());
        assertThat(heap("serve", "--config", config("").toString())).isEqualTo("-Xmx4096m");
        assertThat(heap("serve", "--config=" + config("data-dir = data"))).isEqualTo("-Xmx4096m");
    }

    @Test
    void aServiceWithDataGetsAHeapForIt() throws Exception {
        javaOnThePath("17");
        machine(16_000, Map.of());
        data("data", 10);
        for (String line : List.of(
                "data-dir = data",
                "  data-dir: \"" + folder.resolve("data") + "\", # here",
                "}\nadcache.data-dir = \"data\"\nadcache {")) {
            assertThat(heap("serve", "--config", config(line).toString()))
                    .as(line)
                    .matches("-Xmx53[246]m");
        }
        data("large", 2_000);
        assertThat(heap("serve", "--config", config("data-dir = large").toString()))
                .isEqualTo("-Xmx4000m");
    }

    @Test
    void whatTheConfigurationLeavesUnclearCountsAsNoData() throws Exception {
        javaOnThePath("17");
        machine(8_000, Map.of());
        data("data", 10);
        for (String line : List.of(
                "data-dir = ${HOME}/data",
                "data-dir = data, max-age = 1h",
                "include \"other.conf\"\ndata-dir = data",
                "data-dir = data\ndata-dir = data")) {
            assertThat(heap("serve", "--config", config(line).toString()))
                    .as(line)
                    .isEqualTo("-Xmx2000m");
        }
        assertThat(heap("serve", "--config", folder.resolve("missing").toString()))
                .isEqualTo("-Xmx2000m");
        assertThat(heap("serve")).isEqualTo("-Xmx2000m");
    }

    @Test
    void theLimitOfAControlGroupIsTheMemory() throws Exception {
        javaOnThePath("17");
        machine(8_000, Map.of("memory.max", "max", "a/memory.max", "1073741824", "a/b/memory.max", "max"));
        assertThat(heap("serve")).isEqualTo("-Xmx256m");

        Files.writeString(folder.resolve("proc/self/cgroup"), "3:cpu:/\n2:cpuset,memory:/docker/x\n");
        Files.createDirectories(folder.resolve("groups/memory"));
        Files.writeString(folder.resolve("groups/memory/memory.limit_in_bytes"), "2147483648\n");
        assertThat(heap("serve")).isEqualTo("-Xmx512m");
        Files.writeString(folder.resolve("groups/memory/memory.limit_in_bytes"), "9223372036854771712\n");
        assertThat(heap("serve")).isEqualTo("-Xmx2000m");
    }

    @Test
    void theCallersHeapWins() throws Exception {
        javaOnThePath("17");
        machine(8_000, Map.of());
        environment.put("ADCACHE_JAVA_OPTS", "-Xmx64m");
        assertThat(launch("serve").out().lines()).containsSubsequence("-Xmx2000m", "-Xmx64m", "-jar");
    }

    @Test
    void aMachineThatDoesNotTellItsMemoryLeavesTheHeapToJava() throws Exception {
        javaOnThePath("17");
        Run run = launch("serve");
        assertThat(run.out()).doesNotContain("-Xmx");
        assertThat(run.err()).isEmpty();
    }

    /** As under systemd's ProcSubset=pid. */
    @Test
    void knowsTheMemoryWhereProcShowsProcessesOnly() throws Exception {
        javaOnThePath("17.0.15");
        machine(4096, Map.of("a/memory.max", "1073741824"));
        Files.delete(folder.resolve("proc/meminfo"));

        assertThat(heap("serve")).isEqualTo("-Xmx256m");
    }

    private String heap(String... arguments) throws Exception {
        Run run = launch(arguments);
        assertThat(run.err()).isEmpty();
        return run.out().lines().filter(line -> line.startsWith("-Xmx")).reduce("", (before, line) -> before + line);
    }

    /** A machine with this much memory, and a process in the control group /a/b. */
    private void machine(int megabytes, Map<String, String> limits) throws IOException {
        Files.createDirectories(folder.resolve("proc/self"));
        Files.writeString(
                folder.resolve("proc/meminfo"), "MemTotal:       " + megabytes * 1024 + " kB\nMemFree:  1 kB\n");
        Files.writeString(folder.resolve("proc/self/cgroup"), "0::/a/b\n");
        Files.createDirectories(folder.resolve("groups/a/b"));
        for (Map.Entry<String, String> limit : limits.entrySet()) {
            Files.writeString(folder.resolve("groups").resolve(limit.getKey()), limit.getValue() + "\n");
        }
    }

    private Path config(String line) throws IOException {
        return Files.writeString(
                folder.resolve("adcache.conf"), "adcache {\n" + line + "\n  connections.corp { }\n}\n");
    }

    /** A data folder whose copy takes this many megabytes. */
    private void data(String name, int megabytes) throws Exception {
        Path data = Files.createDirectories(folder.resolve(name));
        Path segment = data.resolve("cache-corp-1-1.dbm");
        assertThat(new ProcessBuilder("fallocate", "-l", megabytes + "MiB", segment.toString())
                        .inheritIO()
                        .start()
                        .waitFor())
                .isZero();
    }

    private void archive(String name, int size, String made) throws IOException {
        Path lib = dist.resolve("lib");
        Files.write(lib.resolve(name), new byte[size]);
        Files.writeString(lib.resolve(name + ".made"), made + "\n");
    }

    /** The record that {@code make-archive} writes. */
    private String made(String size, String version, Path lib) throws IOException {
        Path java = folder.toRealPath().resolve("path").resolve("java");
        return String.join(
                " ", size, version, java.toString(), lib.resolve("adcache.jar").toString());
    }

    @Test
    void addsTheCallersOptionsLast() throws Exception {
        javaOnThePath("17");
        environment.put("ADCACHE_JAVA_OPTS", "-Xmx64m -Dx=y");

        assertThat(launch("status").out().lines()).containsSubsequence("-XX:+UseSerialGC", "-Xmx64m", "-Dx=y", "-jar");
    }

    @Test
    void worksThroughSymbolicLinks() throws Exception {
        javaOnThePath("17");
        Path links = Files.createDirectory(folder.resolve("links"));
        Files.createSymbolicLink(links.resolve("one"), Path.of("two"));
        Files.createSymbolicLink(links.resolve("two"), dist.resolve("bin").resolve("adcache"));

        assertThat(launch(links.resolve("one"), "version").out())
                .contains(dist.toRealPath().resolve("lib/adcache.jar").toString());
    }

    @Test
    void prefersTheJavaOfJavaHome() throws Exception {
        javaOnThePath("17");
        Path home = folder.resolve("jdk");
        java(home.resolve("bin"), "21.0.2");
        environment.put("JAVA_HOME", home.toString());

        assertThat(launch("version").out()).contains("java 21.0.2");
    }

    @Test
    void readsTheReleaseFromTheFileBesideJava() throws Exception {
        Path home = folder.resolve("jdk");
        java(home.resolve("bin"), "asked");
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"25\"\n");
        environment.put("JAVA_HOME", home.toString());

        assertThat(launch("version").out()).contains("--sun-misc-unsafe-memory-access=allow");
    }

    @Test
    void refusesAnOldJavaInOneSentence() throws Exception {
        javaOnThePath("11.0.20");

        Run run = launch("version");

        assertThat(run.exit()).isEqualTo(69);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines()).singleElement().asString().contains("is Java 11.0.20; adcache needs 17 or newer");
    }

    @Test
    void saysWhenThereIsNoJava() throws Exception {
        Run run = launch("version");

        assertThat(run.exit()).isEqualTo(69);
        assertThat(run.err()).contains("there is no java on the PATH");

        environment.put("JAVA_HOME", folder.resolve("nowhere").toString());
        assertThat(launch("version").err()).contains("JAVA_HOME is " + folder.resolve("nowhere"));
    }

    @Test
    void saysWhenOnlyTheScriptWasCopied() throws Exception {
        javaOnThePath("17");
        Files.delete(dist.resolve("lib").resolve("adcache.jar"));

        assertThat(launch("version").err()).contains("Copy the whole distribution folder");
    }

    private void javaOnThePath(String version) throws IOException {
        java(folder.resolve("path"), version);
    }

    private static void java(Path bin, String version) throws IOException {
        Files.createDirectories(bin);
        Path java = Files.writeString(bin.resolve("java"), """
                #!/bin/sh
                if [ "$1" = -version ]; then
                    echo 'openjdk version "%1$s" 2026-01-01' >&2
                    exit 0
                fi
                echo "java %1$s"
                echo "folder $(pwd -P)"
                printf '%%s\\n' "$@"
                """.formatted(version));
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Run launch(String... arguments) throws Exception {
        return launch(dist.resolve("bin").resolve("adcache"), arguments);
    }

    private Run launch(Path launcher, String... arguments) throws Exception {
        Path err = folder.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(Stream.concat(Stream.of(launcher.toString()), Stream.of(arguments))
                        .toList())
                .directory(folder.toFile())
                .redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.environment().put("PATH", path());
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), out, Files.readString(err));
    }

    /** A PATH with the fake java and the few tools that the script uses, but no other java. */
    private String path() throws IOException {
        Path tools = Files.createDirectories(folder.resolve("tools"));
        for (String tool : List.of("dirname", "readlink", "sed", "getconf", "head", "wc", "tr", "du")) {
            Path script = tools.resolve(tool);
            if (!Files.exists(script)) {
                Files.writeString(script, "#!/bin/sh\nPATH=/usr/bin:/bin exec " + tool + " \"$@\"\n");
                Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        }
        return folder.resolve("path") + ":" + tools;
    }
}
