package org.adcache;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.adcache.auth.Callers;
import org.adcache.cli.CommandLineRun;
import org.adcache.config.AdcacheConfig;
import org.adcache.config.ConfigReader;
import org.adcache.testing.ClientIdentities;
import org.adcache.testing.TestIdentities;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** The command line on the machine of a service with TLS, which finds address, certificate and token by itself. */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class LocalCommandLineTest {
    @TempDir
    Path folder;

    private Path config() throws Exception {
        TestIdentities.copy("ec256-pkcs8.pem", folder);
        ClientIdentities.copy("ca", folder);
        Files.write(folder.resolve("corp.keytab"), new byte[] {5, 2});
        return Files.writeString(folder.resolve("adcache.conf"), """
                adcache {
                  data-dir = "data"
                  http { port = 0, tls { certificate = "ec256-pkcs8.pem", private-key = "ec256-pkcs8.pem"
                         client-ca = "ca.pem" } }
                  connections { corp { domain = "corp.invalid", keytab = "corp.keytab"
                                       servers = ["dc1.corp.invalid:1"] } }
                }
                """);
    }

    private CommandLineRun status(Path config) {
        return CommandLineRun.of("status", "--config", config.toString());
    }

    @Test
    void reachesTheServiceWhateverBecomesOfTheCertificateFile() throws Exception {
        Path file = config();
        AdcacheConfig config = new ConfigReader(Map.of()).read(file);
        try (Service service = Service.start(config, Callers.WITH_TOKEN, Clock.systemUTC())) {
            assertThat(service.url().getScheme()).isEqualTo("https");
            assertThat(status(file).out()).contains("integration  on");
            Files.writeString(folder.resolve("ec256-pkcs8.pem"), "rubbish");
            assertThat(status(file).out()).contains("integration  on");
        }
        assertThat(status(file).out()).isEmpty();
        assertThat(folder.resolve("data/local.certificate")).doesNotExist();
        assertThat(folder.resolve("data/local.token")).doesNotExist();
    }
}
