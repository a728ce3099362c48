package org.adcache.kerberos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KeytabTest {
    private static final byte[] NO_TRAILER = new byte[0];

    @Test
    void readsTheSampleKeytab() throws Exception {
        Keytab keytab = Keytab.parse(Files.readAllBytes(Path.of("keytabs-sample/adcache-sample.keytab")));

        assertThat(keytab.principals()).containsExactly("svc-adcache@CORP.EXAMPLE.COM");
        assertThat(keytab.entries())
                .extracting(KeytabEntry::encryptionType)
                .containsExactly(new EncryptionType(18), new EncryptionType(17));
        assertThat(keytab.entries()).extracting(KeytabEntry::keyVersion).containsOnly(2L);
        assertThat(keytab.entries())
                .extracting(KeytabEntry::timestamp)
                .allMatch(at -> at.isAfter(Instant.parse("2026-01-01T00:00:00Z")));
    }

    @Test
    void skipsTheHolesThatRemovedKeysLeave() throws Exception {
        byte[] bytes = new KeytabBytes()
                .hole(70)
                .key("a", "R", 1, 18)
                .hole(4)
                .key("b", "R", 1, 17)
                .hole(9)
                .bytes();

        assertThat(Keytab.parse(bytes).principals()).containsExactly("a@R", "b@R");
    }

    @Test
    void takesAnEightBitKeyVersionAsUnsigned() throws Exception {
        assertThat(onlyVersion(200, NO_TRAILER)).isEqualTo(200);
    }

    @Test
    void prefersTheTrailingKeyVersionUnlessItIsZero() throws Exception {
        assertThat(onlyVersion(4, new byte[] {0, 0, 1, 4})).isEqualTo(260);
        assertThat(onlyVersion(4, new byte[] {(byte) 0xFF, 0, 0, 4})).isEqualTo(0xFF00_0004L);
        assertThat(onlyVersion(4, new byte[4])).isEqualTo(4);
        assertThat(onlyVersion(4, new byte[] {9, 9, 9})).isEqualTo(4);
        assertThat(onlyVersion(4, new byte[] {0, 0, 0, 7, 1, 2, 3, 4})).isEqualTo(7);
    }

    private static long onlyVersion(int keyVersion, byte[] trailer) throws KeytabFormatException {
        byte[] bytes = new KeytabBytes()
                .key(new String[] {"a"}, "R", 0, keyVersion, 18, trailer)
                .bytes();
        return Keytab.parse(bytes).entries().get(0).keyVersion();
    }

    @Test
    void joinsTheComponentsOfAPrincipalAndEscapesWhatWouldMislead() throws Exception {
        byte[] bytes = new KeytabBytes()
                .key("ldap/dc1.corp.example", "CORP.EXAMPLE", 1, 18)
                .key(new String[] {"a/b", "c@d\\e"}, "R", 0, 1, 18, NO_TRAILER)
                .bytes();

        assertThat(Keytab.parse(bytes).principals())
                .containsExactly("ldap/dc1.corp.example@CORP.EXAMPLE", "a\\/b/c\\@d\\\\e@R");
    }

    @Test
    void namesEveryEncryptionType() throws Exception {
        KeytabBytes bytes = new KeytabBytes();
        for (int type : new int[] {17, 18, 19, 20, 23, 3, 16, 999}) {
            bytes.key("a", "R", 1, type);
        }

        assertThat(Keytab.parse(bytes.bytes()).entries())
                .extracting(entry -> entry.encryptionType().label())
                .containsExactly(
                        "aes128-cts-hmac-sha1-96",
                        "aes256-cts-hmac-sha1-96",
                        "aes128-cts-hmac-sha256-128",
                        "aes256-cts-hmac-sha384-192",
                        "arcfour-hmac",
                        "des-cbc-md5",
                        "des3-cbc-sha1",
                        "etype-999");
    }

    @Test
    void readsTimestampsBeyond2038() throws Exception {
        byte[] bytes = new KeytabBytes()
                .key(new String[] {"a"}, "R", 0xF000_0000, 1, 18, NO_TRAILER)
                .bytes();

        assertThat(Keytab.parse(bytes).entries().get(0).timestamp()).isEqualTo(Instant.ofEpochSecond(0xF000_0000L));
    }

    @Test
    void endsAtARecordLengthOfZero() throws Exception {
        byte[] bytes =
                new KeytabBytes().key("a", "R", 1, 18).raw(0, 0, 0, 0, 77, 77).bytes();

        assertThat(Keytab.parse(bytes).entries()).hasSize(1);
    }

    @Test
    void refusesAKeytabCutAnywhereButBetweenRecords() throws Exception {
        byte[] first = new KeytabBytes().key("service", "CORP.EXAMPLE", 3, 18).bytes();
        byte[] whole = new KeytabBytes()
                .key("service", "CORP.EXAMPLE", 3, 18)
                .key("service", "CORP.EXAMPLE", 3, 17)
                .bytes();
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            if (length == 2 || length == first.length) {
                assertThat(Keytab.parse(cut).entries()).hasSize(length == 2 ? 0 : 1);
            } else {
                assertThatThrownBy(() -> Keytab.parse(cut))
                        .as("cut at %d", length)
                        .isInstanceOf(KeytabFormatException.class);
            }
        }
    }

    @Test
    void refusesLengthsThatPointOutside() {
        for (int[] length : new int[][] {
            {0x80, 0, 0, 0}, {0x7F, 0xFF, 0xFF, 0xFF}, {0xFF, 0xFF, 0xFF, 0}, {0, 0, 0, 1, 0}, {0, 0, 0, 2, 0, 0}
        }) {
            assertThatThrownBy(() -> Keytab.parse(new KeytabBytes().raw(length).bytes()))
                    .isInstanceOf(KeytabFormatException.class);
        }
    }

    @Test
    void survivesDamageOfEveryKind() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        byte[] whole = new KeytabBytes()
                .key("service/host", "CORP.EXAMPLE", 3, 18)
                .hole(12)
                .key("service", "CORP.EXAMPLE", 3, 17)
                .bytes();
        for (int i = 0; i < 20_000; i++) {
            byte[] damaged = whole.clone();
            for (int hits = 1 + random.nextInt(4); hits > 0; hits--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            try {
                assertThat(Keytab.parse(damaged).entries()).hasSizeLessThan(damaged.length);
            } catch (KeytabFormatException e) {
                assertThat(e).hasMessageNotContaining("null");
            } catch (RuntimeException e) {
                fail("seed " + seed + ", round " + i, e);
            }
        }
    }
}
