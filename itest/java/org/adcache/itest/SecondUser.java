package org.adcache.itest;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Installation whose data folder belongs to another user than root, beside files of root that this user would like to
 * change:
 *
 * <pre>
 *  adcache.conf, corp.keytab    of root, readable by all
 *  home/data                    of nobody
 *  roots/                       of root; cron is a file in it
 * </pre>
 */
record SecondUser(Path folder, Path launcher) {
    static final int NOBODY = 65534;

    static SecondUser in(Path folder) throws IOException {
        Path real = folder.toRealPath();
        mode("rwxr-xr-x", real);
        Files.write(real.resolve("corp.keytab"), new byte[] {5, 2});
        mode("rw-r--r--", real.resolve("corp.keytab"));
        SecondUser second = new SecondUser(real, launcher(real));
        second.configure("home/data");
        own(Files.createDirectory(real.resolve("home")));
        own(Files.createDirectory(real.resolve("home/data")));
        mode("rwx------", real.resolve("home/data"));
        mode("rwxr-xr-x", Files.createDirectory(real.resolve("roots")));
        Files.writeString(real.resolve("roots/cron"), "of root\n");
        return second;
    }

    /** The distribution, or a copy if the other user can't get at it. */
    Path distribution() throws IOException {
        Path bin = Objects.requireNonNull(launcher().getParent());
        return Objects.requireNonNull(bin.getParent());
    }

    /** The launcher of the distribution, or of a copy if the other user can't get at it. */
    private static Path launcher(Path folder) throws IOException {
        Path jar = ProjectFiles.distribution().resolve("lib/adcache.jar");
        List<String> test = List.of("setpriv", "--reuid", "65534", "--clear-groups", "test", "-r", jar.toString());
        if (Command.of(test).outcome().exit() == 0) {
            return ProjectFiles.launcher();
        }
        Command.of(
                        "cp",
                        "-r",
                        ProjectFiles.distribution().toString(),
                        folder.resolve("dist").toString())
                .run();
        return folder.resolve("dist/bin/adcache");
    }

    void configure(String data) throws IOException {
        Path config = Files.writeString(config(), """
                adcache {
                  data-dir = "%s"
                  http.port = 0
                  connections.corp {
                    domain = "corp.example.test", keytab = "corp.keytab", servers = ["localhost:1"], kdcs = ["localhost:1"]
                  }
                }
                """.formatted(folder.resolve(data)));
        mode("rw-r--r--", config);
    }

    Path config() {
        return folder.resolve("adcache.conf");
    }

    Path data() {
        return folder.resolve("home/data");
    }

    Path roots() {
        return folder.resolve("roots");
    }

    /** Runs a command of adcache as root. */
    Command.Outcome run(String... words) {
        return command(words).outcome();
    }

    /** Runs a command of adcache as another user. */
    Command.Outcome runAs(String user, String... words) {
        List<String> all = new ArrayList<>(List.of("setpriv", "--reuid", user, "--clear-groups"));
        all.addAll(words(words));
        return Command.of(all).outcome();
    }

    Command command(String... words) {
        return Command.of(words(words));
    }

    List<String> words(String... words) {
        List<String> all = new ArrayList<>(List.of(launcher.toString()));
        all.addAll(List.of(words));
        all.addAll(List.of("--config", config().toString()));
        return all;
    }

    static void own(Path file) throws IOException {
        Files.setAttribute(file, "unix:uid", NOBODY, LinkOption.NOFOLLOW_LINKS);
        Files.setAttribute(file, "unix:gid", NOBODY, LinkOption.NOFOLLOW_LINKS);
    }

    static void mode(String permissions, Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    /** What root owns: each file with its inode, owner, mode, links, times of change and content. */
    Map<Path, String> belongings() throws IOException {
        Map<Path, String> all = new TreeMap<>();
        Files.walkFileTree(roots(), new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                return note(folder, "");
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                return note(file, Files.readString(file));
            }

            private FileVisitResult note(Path file, String content) throws IOException {
                all.put(
                        file,
                        Files.readAttributes(file, "unix:ino,uid,gid,mode,nlink,lastModifiedTime,ctime") + content);
                return FileVisitResult.CONTINUE;
            }
        });
        return all;
    }
}
