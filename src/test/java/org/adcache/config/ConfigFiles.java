package org.adcache.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Writer and reader of test configurations in a folder that holds a keytab. */
final class ConfigFiles {
    private final Path folder;

    ConfigFiles(Path folder) throws IOException {
        this.folder = folder;
        Files.write(folder.resolve("corp.keytab"), new byte[] {5, 2});
    }

    Path folder() {
        return folder;
    }

    Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    /** A configuration with these lines in the connection {@code corp}, after domain and keytab in line 4. */
    static String connection(String lines) {
        return """
                adcache {
                  connections {
                    corp {
                      domain = corp.example.com, keytab = corp.keytab
                %s
                    }
                  }
                }
                """.formatted(lines);
    }

    /** A configuration with these lines in the block {@code adcache}, from line 2, and a good connection. */
    static String adcache(String lines) {
        return """
                adcache {
                %s
                  connections { corp { domain = corp.example.com, keytab = corp.keytab } }
                }
                """.formatted(lines);
    }

    AdcacheConfig read(String text) throws Exception {
        return new ConfigReader(Map.of()).read(write("adcache.conf", text));
    }

    List<ConfigProblem> problems(String text) throws IOException {
        return problems(text, Map.of());
    }

    List<ConfigProblem> problems(String text, Map<String, String> environment) throws IOException {
        try {
            new ConfigReader(environment).read(write("adcache.conf", text));
            return List.of();
        } catch (InvalidConfigException e) {
            return e.problems();
        }
    }

    /** Returns the only problem of a text, without the file's name. */
    String problem(String text) throws IOException {
        List<ConfigProblem> problems = problems(text);
        if (problems.size() != 1) {
            throw new AssertionError("one problem expected: " + problems);
        }
        return problems.get(0).toString().replace(folder + "/", "");
    }
}
