package org.adcache.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The unit on a booted Debian 12, and 13, in the network of the Samba domain, found by DNS as an administrator would have it. */
@ExtendWith(SharedSamba.class)
@Timeout(600)
class SystemdWithSambaIT {
    private static final String PERSON = "Unit Reader";

    private final SambaDomain domain;

    SystemdWithSambaIT(SambaDomain domain) {
        this.domain = domain;
    }

    @ParameterizedTest
    @ValueSource(strings = {"bookworm", "trixie"})
    void readsTheDomainFollowsItsChangesAndIsContent(String release, @TempDir Path folder) throws IOException {
        try (BootedDebian debian =
                BootedDebian.boot(DebianTree.of(release), folder.resolve("machine"), domain.namespace())) {
            InstalledService service = InstalledService.start(debian, domain);
            BootedDebian.Unit unit = debian.unit(InstalledService.UNIT);
            assertThat(unit.get("StatusText")).matches("serving [1-9]\\d* accounts, last sync .* ago");
            assertThat(debian.run("stat", "--format=%U", "/proc/" + unit.get("MainPID"))
                            .strip())
                    .isEqualTo("adcache");

            String mail = "unit.reader@" + domain.name().dns();
            assertThat(debian.command("adcache", "lookup", mail).outcome().output())
                    .doesNotContain(PERSON);
            String dn = "CN=" + PERSON + ",CN=Users," + domain.name().base();
            domain.modify("dn: " + dn + "\nchangetype: add\nobjectClass: user\nsAMAccountName: unit.reader\nmail: "
                    + mail + "\n\n");
            try {
                debian.run("adcache", "sync", "--wait");
                assertThat(debian.run("adcache", "lookup", mail)).contains(PERSON);
                debian.run("systemctl", "reload", InstalledService.UNIT);
                debian.run("systemctl", "restart", InstalledService.UNIT);
                service.awaitServing();
                assertThat(debian.run("adcache", "lookup", mail)).contains(PERSON);
            } finally {
                domain.modify("dn: " + dn + "\nchangetype: delete\n\n");
            }
            // The account may not read deleted objects, as is usual.
            debian.run("adcache", "sync", "--reconcile", "--wait");
            assertThat(debian.command("adcache", "lookup", mail).outcome().exit())
                    .as("nobody has it any more")
                    .isNotZero();
            debian.run("systemctl", "start", InstalledService.DOCTOR);
            assertThat(debian.journal(InstalledService.DOCTOR))
                    .anyMatch(line -> line.startsWith("this is the first run; no stage fails"));
            debian.run("systemctl", "stop", InstalledService.UNIT);
            assertThat(debian.unit(InstalledService.UNIT).get("Result")).isEqualTo("success");
        }
    }
}
