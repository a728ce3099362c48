package org.adcache.kerberos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;
import org.adcache.account.ProblemType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeytabCheckTest {
    private static final String REALM = "CORP.EXAMPLE";

    @TempDir
    Path folder;

    @Test
    void tellsAMissingKeytabFromAFolder() {
        assertThat(problem(folder.resolve("none"), "svc").type()).isEqualTo(ProblemType.KEYTAB_MISSING);
        assertThat(problem(folder, "svc").type()).isEqualTo(ProblemType.KEYTAB_UNREADABLE);
    }

    @Test
    void tellsAnEmptyFileAndAKeytabWithoutKeys() throws Exception {
        assertThat(problem(Files.createFile(folder.resolve("empty")), "svc").type())
                .isEqualTo(ProblemType.KEYTAB_EMPTY);
        assertThat(problem(new KeytabBytes().hole(40).in(folder), "svc").type()).isEqualTo(ProblemType.KEYTAB_EMPTY);
    }

    @Test
    void saysWhatAForeignFileIs() throws Exception {
        assertForeign(new byte[] {5, 4, 0, 12}, "credential cache");
        assertForeign(new byte[] {5, 1, 0, 0}, "format 5.1");
        assertForeign("-----BEGIN CERTIFICATE-----\n".getBytes(StandardCharsets.US_ASCII), "PEM");
        assertForeign("BQIAAABSAAEAEENPUlA=".getBytes(StandardCharsets.US_ASCII), "Base64");
        assertForeign("[libdefaults]\n".getBytes(StandardCharsets.US_ASCII), "text file");
        assertForeign(new byte[] {'P', 'K', 3, 4}, "another kind");
        assertForeign(new byte[2 << 20], "no keytab");
    }

    private void assertForeign(byte[] content, String words) throws Exception {
        Problem problem = problem(Files.write(folder.resolve("foreign"), content), "svc");
        assertThat(problem.type()).isEqualTo(ProblemType.KEYTAB_FOREIGN);
        assertThat(problem.detail()).contains(words);
    }

    @Test
    void tellsADamagedKeytab() throws Exception {
        Path keytab =
                new KeytabBytes().key("svc", REALM, 1, 18).raw(0, 0, 0, 99).in(folder);

        assertThat(problem(keytab, "svc").type()).isEqualTo(ProblemType.KEYTAB_DAMAGED);
    }

    @Test
    void refusesAPrincipalWithoutAesKeys() {
        Path keytab = new KeytabBytes()
                .key("svc", REALM, 1, 23)
                .key("other", REALM, 1, 18)
                .in(folder);

        Problem problem = problem(keytab, "svc");

        assertThat(problem.type()).isEqualTo(ProblemType.KEYTAB_NO_AES);
        assertThat(problem.detail()).contains("arcfour-hmac");
    }

    @Test
    void asksForAChoiceAmongSeveralPrincipals() {
        Path keytab =
                new KeytabBytes().key("a", REALM, 1, 18).key("b", REALM, 1, 18).in(folder);

        Problem problem = problem(keytab, null);

        assertThat(problem.type()).isEqualTo(ProblemType.KEYTAB_AMBIGUOUS);
        assertThat(problem.detail()).contains("a@CORP.EXAMPLE, b@CORP.EXAMPLE");
    }

    @Test
    void listsWhatIsThereWhenThePrincipalIsNot() {
        Path keytab = new KeytabBytes().key("svc", REALM, 1, 18).in(folder);

        Problem problem = problem(keytab, "nobody");

        assertThat(problem.type()).isEqualTo(ProblemType.KEYTAB_PRINCIPAL_MISSING);
        assertThat(problem.detail()).contains("nobody@CORP.EXAMPLE").contains("svc@CORP.EXAMPLE");
    }

    @Test
    void findsThePrincipalAndKeepsTheKeytabsSpelling() throws Exception {
        Path keytab = new KeytabBytes()
                .key("Svc-Sync", REALM, 1, 23)
                .key("Svc-Sync", REALM, 1, 18)
                .key("b", REALM, 1, 18)
                .in(folder);
        KeytabCheck check = new KeytabCheck(keytab);

        assertThat(check.principal(Optional.of("svc-sync"), REALM)).isEqualTo("Svc-Sync@CORP.EXAMPLE");
        assertThat(check.principal(Optional.of("SVC-SYNC@corp.example"), "OTHER"))
                .isEqualTo("Svc-Sync@CORP.EXAMPLE");
        assertThat(check.principal(Optional.of("b"), REALM)).isEqualTo("b@CORP.EXAMPLE");
    }

    @Test
    void takesTheOnlyPrincipalWithoutBeingTold() throws Exception {
        Path keytab = new KeytabBytes()
                .key("svc", REALM, 1, 18)
                .key("svc", REALM, 1, 17)
                .in(folder);

        assertThat(new KeytabCheck(keytab).principal(Optional.empty(), "IGNORED"))
                .isEqualTo("svc@CORP.EXAMPLE");
    }

    @Test
    void reportsEverythingThatIsWrong() throws Exception {
        Path keytab = new KeytabBytes()
                .key("rc4", REALM, 1, 23)
                .key("lower", "corp.example", 1, 18)
                .key("mixed", REALM, 1, 18)
                .key("mixed", REALM, 2, 18)
                .key("des", REALM, 1, 18)
                .key("des", REALM, 1, 3)
                .in(folder);
        Files.setPosixFilePermissions(keytab, PosixFilePermissions.fromString("rw-r--r--"));

        KeytabReport report = new KeytabCheck(keytab).report();

        assertThat(report.entries()).hasSize(6);
        assertThat(report.problems())
                .extracting(Problem::type)
                .containsExactly(
                        ProblemType.KEYTAB_NO_AES,
                        ProblemType.KEYTAB_REALM_CASE,
                        ProblemType.KEYTAB_MIXED_VERSIONS,
                        ProblemType.KEYTAB_DES,
                        ProblemType.KEYTAB_WORLD_READABLE);
    }

    @Test
    void findsNothingWrongWithAGoodKeytab() throws Exception {
        Path keytab = new KeytabBytes()
                .key("svc", REALM, 7, 18)
                .key("svc", REALM, 7, 17)
                .in(folder);
        Files.setPosixFilePermissions(keytab, PosixFilePermissions.fromString("r--------"));

        assertThat(new KeytabCheck(keytab).report().problems()).isEmpty();
    }

    private static Problem problem(Path keytab, @Nullable String principal) {
        ProblemException thrown = catchThrowableOfType(
                ProblemException.class, () -> new KeytabCheck(keytab).principal(Optional.ofNullable(principal), REALM));
        assertThat(thrown).isNotNull();
        return thrown.problem();
    }
}
