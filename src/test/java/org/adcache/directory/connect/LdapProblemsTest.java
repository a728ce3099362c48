package org.adcache.directory.connect;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.asn1.ASN1Exception;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPResult;
import com.unboundid.ldap.sdk.ResultCode;
import java.net.SocketException;
import javax.net.ssl.SSLHandshakeException;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;
import org.adcache.account.ProblemType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LdapProblemsTest {
    @ParameterizedTest
    @CsvSource({
        "525, ldap-account-unknown",
        "52e, ldap-wrong-credentials",
        "530, ldap-logon-hours",
        "531, ldap-workstation",
        "532, ldap-password-expired",
        "533, ldap-account-disabled",
        "534, ldap-logon-type",
        "568, ldap-too-many-groups",
        "701, ldap-account-expired",
        "773, ldap-password-expired",
        "775, ldap-account-locked",
        "57, ldap-channel-binding",
        "80090346, ldap-channel-binding",
        "999, ldap-bind-refused"
    })
    void knowsTheSubCodesOfARefusedBind(String data, String type) {
        assertThat(problem(
                                49,
                                "80090308: LdapErr: DSID-0C090439, comment: AcceptSecurityContext error, data " + data
                                        + ", v4f7c\0")
                        .type())
                .hasToString(type);
    }

    @Test
    void recognisesSambasAnswerToAMissingChannelBinding() {
        Problem problem =
                problem(49, "80090346: LdapErr: DSID-0C090711, comment: AcceptSecurityContext error, data 35b, v1db1");

        assertThat(problem.type()).isEqualTo(ProblemType.LDAP_CHANNEL_BINDING);
        assertThat(problem.remedy()).contains("tls.channel-binding");
    }

    @ParameterizedTest
    @CsvSource({
        "1, ldap-failed, false",
        "3, ldap-timeout, false",
        "4, ldap-limit-exceeded, false",
        "8, ldap-signing-required, false",
        "10, ldap-failed, false",
        "11, ldap-limit-exceeded, false",
        "12, ldap-control-refused, false",
        "49, ldap-bind-refused, false",
        "50, ldap-access-denied, false",
        "51, ldap-busy, true",
        "52, ldap-busy, true",
        "53, ldap-unwilling, false",
        "81, ldap-connection-lost, true",
        "85, ldap-timeout, true",
        "91, ldap-connection-lost, true"
    })
    void knowsResultCodesAndWhetherAnotherServerMayHelp(int code, String type, boolean other) {
        ProblemException problem = translate(code, "");

        assertThat(problem.problem().type()).hasToString(type);
        assertThat(problem instanceof ServerUnavailable).isEqualTo(other);
        assertThat(problem.problem().detail()).contains("The bind at dc1:636");
    }

    @Test
    void quotesTheServersWordsOnOneShortLine() {
        String detail = problem(53, "first\r\n second\0" + "x".repeat(500)).detail();

        assertThat(detail).contains("(\"first  second ").contains("…\").").hasSizeLessThan(400);
        assertThat(detail.chars()).noneMatch(c -> c < ' ');
    }

    @Test
    void passesOnAProblemThatIsAlreadyExplained() {
        ProblemException known = new ProblemException(new Problem(ProblemType.TLS_FAILED, "d", "r"));

        assertThat(LdapProblems.of("s", "dc1", new LDAPException(ResultCode.CONNECT_ERROR, "m", known)))
                .isSameAs(known);
    }

    @Test
    void callsAConnectionThatEndsWithinAMessageLost() {
        LDAPException failure = new LDAPException(
                ResultCode.DECODING_ERROR, "m", new ASN1Exception("m", new SocketException("Connection reset")));
        assertThat(LdapProblems.of("The search", "dc1:636", failure))
                .isInstanceOfSatisfying(
                        ServerUnavailable.class,
                        e -> assertThat(e.problem().type()).isEqualTo(ProblemType.LDAP_CONNECTION_LOST));
    }

    @Test
    void namesAServerThatDemandsAClientCertificateAfterTheHandshake() {
        LDAPException failure = new LDAPException(
                ResultCode.SERVER_DOWN, "m", new SSLHandshakeException("Received fatal alert: certificate_required"));
        assertThat(LdapProblems.of("The bind", "dc1:636", failure).problem().type())
                .isEqualTo(ProblemType.TLS_CLIENT_CERTIFICATE_DEMANDED);
    }

    private static Problem problem(int code, String text) {
        return translate(code, text).problem();
    }

    private static ProblemException translate(int code, String text) {
        LDAPException failure = new LDAPException(ResultCode.valueOf(code), "m");
        return LdapProblems.of(
                "The bind",
                "dc1:636",
                text.isEmpty()
                        ? failure
                        : new LDAPException(
                                new LDAPResult(1, ResultCode.valueOf(code), text, null, (String[]) null, null)));
    }
}
