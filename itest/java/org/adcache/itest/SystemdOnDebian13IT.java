package org.adcache.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.adcache.demo.SimulatedDirectory;
import org.adcache.demo.SimulatedDirectoryConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The package on a booted Debian 13, with its systemd and its Java: what {@link SystemdIT} examines more closely. */
@Timeout(600)
class SystemdOnDebian13IT {
    @TempDir
    private Path folder;

    @Test
    void isInstalledRunsReloadsStopsAndIsPurged() throws Exception {
        SimulatedDirectoryConfig config =
                SimulatedDirectoryConfig.in(folder.resolve("directory")).withAccounts(300);
        try (SimulatedDirectory directory = SimulatedDirectory.start(config);
                BootedDebian debian = BootedDebian.boot(DebianTree.trixie(), folder.resolve("machine"))) {
            List<String> before = debian.files();
            InstalledService service = InstalledService.start(debian, directory);
            assertThat(debian.run("adcache", "status")).contains("corp");
            debian.run("systemctl", "reload", InstalledService.UNIT);
            debian.run("systemctl", "restart", InstalledService.UNIT);
            service.awaitServing();
            debian.run("systemctl", "start", InstalledService.DOCTOR);
            assertThat(debian.unit(InstalledService.UNIT).get("NRestarts")).isEqualTo("0");

            debian.run("systemctl", "stop", InstalledService.UNIT);
            assertThat(debian.unit(InstalledService.UNIT).get("Result")).isEqualTo("success");
            InstalledService.purge(debian, before);
        }
    }
}
