package org.adcache.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ProblemTypeTest {
    private static final Pattern USE = Pattern.compile("ProblemType\\.([A-Z0-9_]+)");
    /** Part of the interface, so a change must be meant here too. */
    private static final String CODES = """
            extra-attribute-unsuitable config-doubtful config-narrowed
            keytab-missing keytab-unreadable keytab-foreign keytab-damaged keytab-empty keytab-ambiguous
            keytab-principal-missing keytab-no-aes keytab-realm-case keytab-mixed-versions keytab-des
            keytab-world-readable keytab-unusable
            kerberos-kdc-not-found kerberos-kdc-unreachable kerberos-no-kdc-there kerberos-kdc-busy
            kerberos-clock-skew kerberos-client-unknown kerberos-account-revoked kerberos-password-expired
            kerberos-wrong-key kerberos-no-key kerberos-etype kerberos-not-unique kerberos-policy
            kerberos-wrong-realm kerberos-trust-no-aes kerberos-server-unknown kerberos-ticket-rejected kerberos-failed
            kerberos-closed
            dns-no-servers dns-foreign-servers dns-failed host-unknown connect-refused connect-timeout
            connect-no-route connect-failed starttls-refused trust-unreadable tls-not-tls tls-untrusted-ca
            tls-wrong-host-name tls-certificate-not-yet-valid tls-certificate-unfit tls-client-certificate-demanded
            tls-certificate-expired tls-weak-certificate tls-no-channel-binding tls-failed
            ldap-bind-refused ldap-signing-required ldap-channel-binding ldap-wrong-credentials
            ldap-account-unknown ldap-account-disabled ldap-account-expired ldap-account-locked
            ldap-password-expired ldap-logon-hours ldap-logon-type ldap-workstation ldap-too-many-groups
            ldap-wrong-domain ldap-not-synchronized ldap-no-usn ldap-search-base-missing
            ldap-search-base-outside ldap-nothing-readable ldap-access-denied ldap-control-refused
            ldap-page-lost ldap-page-too-large ldap-message-too-large ldap-no-progress
            ldap-changed-during-read ldap-entry-unreadable ldap-guid-unreadable
            ldap-extended-dn-missing ldap-limit-exceeded ldap-connection-lost ldap-timeout ldap-busy
            ldap-unwilling ldap-failed
            doctor-timeout doctor-stopped
            sync-timeout sync-interrupted connection-changed sync-too-many-changes empty-result result-empty result-shrunken
            result-lacks-type result-lacks-attribute
            data-dir-unusable data-dir-locked data-dir-unsafe data-dir-newer key-file-invalid store-read-failed
            store-write-failed
            cache-damaged cache-undecryptable index-failed image-damaged view-outdated draft-outdated epoch-changed
            connection-not-cached wipe-incomplete
            integration-disabled integration-state-damaged krb5-conf-failed process-not-replaced
            token-name-taken tokens-unreadable tokens-damaged tokens-locked audit-log-failed
            sso-token-invalid sso-ntlm sso-replay sso-foreign-ticket sso-expired sso-clock sso-key-version sso-rc4
            sso-account-unknown sso-account-disabled sso-unavailable role-member-unknown
            tls-required tls-file-unreadable tls-certificate-unreadable tls-key-unreadable tls-key-mismatch
            unknown-host address-not-local port-in-use port-forbidden
            internal-error
            """;

    @Test
    void keepsTheCodesOfTheInterface() {
        assertThat(ProblemType.values()).extracting(ProblemType::code).containsExactlyInAnyOrder(CODES.split("\\s"));
    }

    @Test
    void readsAsItsCode() {
        assertThat(ProblemType.KRB5_CONF_FAILED).hasToString("krb5-conf-failed");
        assertThat(new Problem(ProblemType.PORT_IN_USE, "Port 1 is in use.", "Stop the other process."))
                .hasToString("port-in-use: Port 1 is in use. Stop the other process.");
    }

    @Test
    void tellsAServerThatIsAwayFromOneToRepair() {
        assertThat(where(ProblemType::isConnectionFailure))
                .containsExactly(
                        ProblemType.CONNECT_REFUSED,
                        ProblemType.CONNECT_TIMEOUT,
                        ProblemType.CONNECT_NO_ROUTE,
                        ProblemType.CONNECT_FAILED);
    }

    @Test
    void takesKeytabsCertificatesAndAddressesForConfiguration() {
        assertThat(where(ProblemType::isConfigurationFault))
                .contains(
                        ProblemType.KEYTAB_MISSING,
                        ProblemType.TLS_UNTRUSTED_CA,
                        ProblemType.TLS_KEY_MISMATCH,
                        ProblemType.KEY_FILE_INVALID,
                        ProblemType.UNKNOWN_HOST,
                        ProblemType.ADDRESS_NOT_LOCAL)
                .doesNotContain(
                        ProblemType.HOST_UNKNOWN,
                        ProblemType.STARTTLS_REFUSED,
                        ProblemType.PORT_IN_USE,
                        ProblemType.KERBEROS_WRONG_KEY);
    }

    @Test
    void hasNoTypeThatNothingReports() throws IOException {
        Set<String> used = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                USE.matcher(Files.readString(file))
                        .results()
                        .map(hit -> hit.group(1))
                        .forEach(used::add);
            }
        }
        assertThat(used)
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(ProblemType.values()).map(Enum::name).toList());
    }

    private static List<ProblemType> where(Predicate<ProblemType> question) {
        return Arrays.stream(ProblemType.values()).filter(question).toList();
    }
}
