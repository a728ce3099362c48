package org.adcache.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Comparison of {@code config/adcache.conf} with the keys that the reader knows. */
final class ShippedConfigTest {
    @TempDir
    Path folder;

    @Test
    void showsEveryKeyAndNoOther() throws Exception {
        ConfigReader reader = new ConfigReader(Map.of());
        ConfigReader.Reading reading = reader.open(shipped());
        reader.read(reading);

        assertThat(keys("", reading.resolved()))
                .isEqualTo(new TreeSet<>(reading.source().asked()));
    }

    @Test
    void showsTheDefaults() throws Exception {
        AdcacheConfig shipped = new ConfigReader(Map.of()).read(shipped());

        AdcacheConfig defaults = new ConfigFiles(folder).read(ConfigFiles.connection(""));

        assertThat(undeclared(shipped)).isEqualTo(undeclared(defaults));
    }

    /** What the files say in the end, however it is written. */
    private static AdcacheConfig undeclared(AdcacheConfig config) {
        return config.with(config.connections(), Map.of());
    }

    private Path shipped() throws Exception {
        String text = Files.readString(Path.of("config", "adcache.conf"));
        ConfigFiles files = new ConfigFiles(folder);
        String keytab = "\"/etc/adcache/corp.keytab\"";
        assertThat(text).contains(keytab);
        return files.write("shipped.conf", text.replace(keytab, "corp.keytab"));
    }

    private static Set<String> keys(String path, ConfigObject block) {
        Set<String> keys = new TreeSet<>();
        for (Map.Entry<String, ConfigValue> entry : block.entrySet()) {
            String key = path.isEmpty() ? entry.getKey() : path + "." + entry.getKey();
            keys.add(key);
            if (entry.getValue() instanceof ConfigObject inner) {
                keys.addAll(keys(key, inner));
            }
        }
        return keys;
    }
}
