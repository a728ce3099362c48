package org.adcache.itest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/** Copy of the launcher and of the files it reads, with a fake Maven. */
final class PretendedCheckout {
    private static final List<String> TOOLS = List.of(
            "cat",
            "chmod",
            "cksum",
            "dirname",
            "find",
            "flock",
            "head",
            "mkdir",
            "mv",
            "readlink",
            "rm",
            "sleep",
            "sort");

    private final Path folder;
    private final Path root;
    private final Path path;

    /** Result of a launcher that has ended. */
    record Run(int exit, String out, String err) {}

    private PretendedCheckout(Path folder) {
        this.folder = folder;
        this.root = folder.resolve("re po");
        this.path = folder.resolve("path");
    }

    static PretendedCheckout in(Path folder) throws IOException {
        PretendedCheckout checkout = new PretendedCheckout(folder);
        checkout.copy("adcache");
        checkout.copy("src/build/stamp");
        for (String file : List.of(
                "pom.xml", "LICENSE", "config/adcache.conf", "docs/troubleshooting.md", "src/main/java/Main.java")) {
            checkout.write(file, "");
        }
        Files.createDirectories(checkout.path);
        for (String tool : TOOLS) {
            checkout.program(tool, "PATH=/usr/bin:/bin exec " + tool + " \"$@\"");
        }
        checkout.program("sh", "exec /bin/sh \"$@\"");
        checkout.program("javac", "exit 0");
        checkout.maven("echo 'what Maven prints'");
        return checkout;
    }

    private void copy(String file) throws IOException {
        Path copy = root.resolve(file);
        Files.createDirectories(copy.getParent());
        Files.copy(Path.of(file), copy, StandardCopyOption.COPY_ATTRIBUTES);
    }

    Path file(String name) {
        return root.resolve(name);
    }

    Path write(String file, String content) throws IOException {
        Path written = root.resolve(file);
        Files.createDirectories(written.getParent());
        return Files.writeString(written, content);
    }

    /** Installs a Maven that does this between the start and the end of a build, in the root of the checkout. */
    void maven(String meanwhile) throws IOException {
        program("mvn", """
                set -e
                cd '%s'
                sh src/build/stamp begin
                %s
                sh src/build/stamp packaging
                mkdir -p target/dist/bin target/dist/lib
                : >target/dist/lib/adcache.jar
                printf '#!/bin/sh\\npwd -P\\nprintf "%%%%s\\\\n" "$@"\\ncat\\n' >target/dist/bin/adcache
                sh src/build/stamp end
                """.formatted(root, meanwhile));
    }

    void program(String name, String body) throws IOException {
        Path script = Files.writeString(path.resolve(name), "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    void remove(String program) throws IOException {
        Files.delete(path.resolve(program));
    }

    /** Runs the launcher to its end with this input. */
    Run launch(String input, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(root.resolve("adcache").toString()));
        command.addAll(List.of(arguments));
        return end(start(command, input));
    }

    /** Runs the launcher as a user who is subject to file permissions. */
    Run launchAsAnOrdinaryUser() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
            command.addAll(List.of("/usr/bin/setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));
        }
        command.add(root.resolve("adcache").toString());
        return end(start(command, ""));
    }

    /** A launcher that is still running. */
    record Running(Process process, Path out, Path err) {
        String printed() {
            try {
                return Files.readString(err);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    Running start() throws IOException {
        return start(List.of(root.resolve("adcache").toString()), "");
    }

    private Running start(List<String> command, String input) throws IOException {
        Path out = Files.createTempFile(folder, "out", "");
        Path err = Files.createTempFile(folder, "err", "");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .redirectInput(Files.writeString(Files.createTempFile(folder, "in", ""), input)
                        .toFile());
        builder.environment().clear();
        builder.environment().put("PATH", path.toString());
        return new Running(builder.start(), out, err);
    }

    Run end(Running running) throws IOException, InterruptedException {
        int exit = running.process().waitFor();
        return new Run(exit, Files.readString(running.out(), StandardCharsets.UTF_8), running.printed());
    }
}
