package org.adcache.kerberos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;
import org.adcache.account.ProblemType;
import org.adcache.testing.TestClock;
import org.adcache.testing.TestKeytab;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceKeysTest {
    private static final TestKeytab.Entry WEB = TestKeytab.entry("HTTP/gw.corp.example@CORP.EXAMPLE", 3);
    private static final TestKeytab.Entry LAB = TestKeytab.entry("HTTP/gw.lab.example@LAB.EXAMPLE", 1);

    private final TestClock clock = new TestClock();

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("http.keytab");
    }

    @Test
    void hasTheKeysOfEveryService() throws Exception {
        TestKeytab.write(file, WEB, LAB);
        ServiceKeys keys = keys();

        assertThat(principals(keys)).containsExactly(WEB.principal(), LAB.principal());
        assertThat(keys.current().get(0).as(WEB.principal()).getEncoded()).isEqualTo(WEB.key());
        assertThat(keys.current().get(0).as(WEB.principal()).getVersionNumber()).isEqualTo(3);
        assertThat(keys.damage()).isEmpty();
    }

    @Test
    void hasThoseOfOneService() throws Exception {
        TestKeytab.write(file, WEB, LAB);

        for (String principal : List.of("HTTP/gw.lab.example", "http/GW.lab.example@LAB.EXAMPLE")) {
            assertThat(principals(new ServiceKeys(file, Optional.of(principal), clock)))
                    .containsExactly(LAB.principal());
        }
        assertThat(refusal(new ServiceKeys(file, Optional.of("HTTP/x"), clock)).type())
                .isEqualTo(ProblemType.KEYTAB_PRINCIPAL_MISSING);
    }

    @Test
    void takesNoKeyButAes() throws Exception {
        TestKeytab.Entry rc4 = new TestKeytab.Entry(LAB.principal(), 1, 23, new byte[16]);
        TestKeytab.write(file, WEB, rc4);
        assertThat(principals(keys())).containsExactly(WEB.principal());

        TestKeytab.write(file, rc4);
        assertThat(refusal(keys()).type()).isEqualTo(ProblemType.KEYTAB_NO_AES);
    }

    @Test
    void usesAReplacementWithinASecond() throws Exception {
        TestKeytab.write(file, WEB);
        ServiceKeys keys = keys();
        assertThat(principals(keys)).containsExactly(WEB.principal());
        TestKeytab.write(file, LAB);
        assertThat(principals(keys)).containsExactly(WEB.principal());

        clock.advance(Duration.ofSeconds(1));

        assertThat(principals(keys)).containsExactly(LAB.principal());
    }

    @Test
    void keepsItsKeysWhenTheFileIsBrokenOrGone() throws Exception {
        TestKeytab.write(file, WEB);
        ServiceKeys keys = keys();
        assertThat(principals(keys)).containsExactly(WEB.principal());
        byte[] good = Files.readAllBytes(file);

        for (byte[] broken : List.of(new byte[0], new byte[] {5, 2}, Arrays.copyOf(good, good.length - 1))) {
            Files.write(file, broken);
            clock.advance(Duration.ofSeconds(1));
            assertThat(principals(keys)).containsExactly(WEB.principal());
            assertThat(keys.damage()).isPresent();
        }
        Files.delete(file);
        clock.advance(Duration.ofSeconds(1));
        assertThat(principals(keys)).containsExactly(WEB.principal());
        assertThat(keys.damage()).map(Problem::type).contains(ProblemType.KEYTAB_MISSING);

        TestKeytab.write(file, LAB);
        clock.advance(Duration.ofSeconds(1));
        assertThat(keys.damage()).isEmpty();
        assertThat(principals(keys)).containsExactly(LAB.principal());
    }

    @Test
    void followsALinkThatIsSwapped() throws Exception {
        Path one = TestKeytab.write(folder.resolve("one"), WEB);
        Path other = TestKeytab.write(folder.resolve("two"), LAB);
        Files.createSymbolicLink(file, one);
        ServiceKeys keys = keys();
        assertThat(principals(keys)).containsExactly(WEB.principal());
        Files.delete(file);
        Files.createSymbolicLink(file, other);

        clock.advance(Duration.ofSeconds(1));

        assertThat(principals(keys)).containsExactly(LAB.principal());
    }

    @Test
    void hasNoKeysWhileTheFileWasNeverUsable() throws Exception {
        ServiceKeys keys = keys();
        assertThat(refusal(keys).type()).isEqualTo(ProblemType.KEYTAB_MISSING);
        TestKeytab.write(file, WEB);
        clock.advance(Duration.ofSeconds(1));

        assertThat(principals(keys)).containsExactly(WEB.principal());
    }

    @Test
    void doesNotShowAKey() throws Exception {
        TestKeytab.write(file, WEB);

        assertThat(keys().current().get(0).toString()).contains(WEB.principal()).hasSizeLessThan(250);
    }

    private ServiceKeys keys() {
        return new ServiceKeys(file, Optional.empty(), clock);
    }

    private static List<String> principals(ServiceKeys keys) throws ProblemException {
        return keys.current().stream().map(key -> key.entry().principal()).toList();
    }

    private static Problem refusal(ServiceKeys keys) {
        ProblemException thrown = catchThrowableOfType(ProblemException.class, keys::current);
        assertThat(thrown).isNotNull();
        return thrown.problem();
    }
}
