package org.adcache.kerberos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

@ResourceLock(Resources.SYSTEM_PROPERTIES)
class Krb5ConfTest {
    private static final String PROPERTY = "java.security.krb5.conf";

    @TempDir
    Path folder;

    private String before = "";

    @BeforeEach
    void rememberTheProperty() {
        before = System.getProperty(PROPERTY, "");
    }

    @AfterEach
    void restoreTheProperty() {
        if (before.isEmpty()) {
            System.clearProperty(PROPERTY);
        } else {
            System.setProperty(PROPERTY, before);
        }
    }

    @Test
    void holdsAllRealmsWithTheirKdcsAndHosts() {
        String text = new Krb5Conf(folder.resolve("krb5.conf"))
                .text(List.of(
                        new KerberosRealm(
                                "CORP.EXAMPLE", "Corp.Example", List.of("dc1.corp.example:88"), List.of("localhost")),
                        new KerberosRealm("CORP.EXAMPLE", "corp.example", List.of("dc2.corp.example"), List.of()),
                        new KerberosRealm("OTHER.EXAMPLE", "other.example", List.of(), List.of())));

        assertThat(text.lines().map(String::strip))
                .contains("default_realm = CORP.EXAMPLE", "dns_lookup_kdc = true", "dns_lookup_realm = false")
                .contains("dns_canonicalize_hostname = false", "udp_preference_limit = 1", "kdc_timeout = 5000")
                .containsOnlyOnce("CORP.EXAMPLE = {")
                .containsSubsequence("CORP.EXAMPLE = {", "kdc = dc1.corp.example:88", "kdc = dc2.corp.example", "}")
                .contains("OTHER.EXAMPLE = {", "other.example = OTHER.EXAMPLE", ".other.example = OTHER.EXAMPLE")
                .contains("corp.example = CORP.EXAMPLE", "localhost = CORP.EXAMPLE");
        assertThat(text).doesNotContain("arcfour").doesNotContain("des3").doesNotContain("allow_weak_crypto");
    }

    @Test
    void isReadableForItsOwnerOnlyAndLeavesNothingBeside() throws Exception {
        Path file = folder.resolve("krb5.conf");
        Krb5Conf conf = new Krb5Conf(file);

        conf.write(List.of(new KerberosRealm("A.EXAMPLE", "a.example", List.of(), List.of())));
        conf.write(List.of(new KerberosRealm("B.EXAMPLE", "b.example", List.of(), List.of())));

        assertThat(Files.readString(file)).contains("B.EXAMPLE").doesNotContain("A.EXAMPLE");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(System.getProperty(PROPERTY)).isEqualTo(file.toString());
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void canBeDeletedTwiceAndWrittenAgain() throws Exception {
        Path file = folder.resolve("krb5.conf");
        Krb5Conf conf = new Krb5Conf(file);
        List<KerberosRealm> realms = List.of(new KerberosRealm("A.EXAMPLE", "a.example", List.of(), List.of()));
        conf.write(realms);

        conf.delete();
        conf.delete();
        assertThat(file).doesNotExist();
        conf.write(realms);

        assertThat(file).exists();
    }

    @Test
    void refusesNamesThatWouldChangeTheFilesMeaning() {
        assertThatThrownBy(() -> new KerberosRealm("A", "a.example", List.of("x\n[realms]"), List.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new KerberosRealm("A = {", "a.example", List.of(), List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
