package org.adcache.kerberos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.util.List;
import javax.security.auth.login.LoginException;
import javax.security.sasl.SaslException;
import org.adcache.account.Problem;
import org.adcache.account.ProblemType;
import org.ietf.jgss.GSSException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KerberosErrorsTest {
    /** Messages as the JDK writes them. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Client's entry in database has expired (1) - x | kerberos-account-revoked",
                "Client not found in Kerberos database (6) | kerberos-client-unknown",
                "Client not found in Kerberos database (6) - CLIENT_NOT_FOUND | kerberos-client-unknown",
                "Server not found in Kerberos database (7) | kerberos-server-unknown",
                "Principal not unique (8) | kerberos-not-unique",
                "Null key (9) | kerberos-no-key",
                "KDC policy rejects request (12) | kerberos-policy",
                "KDC has no support for encryption type (14) | kerberos-etype",
                "Clients credentials have been revoked (18) | kerberos-account-revoked",
                "Password has expired - change password to reset (23) | kerberos-password-expired",
                "Pre-authentication information was invalid (24) | kerberos-wrong-key",
                "Additional pre-authentication required (25) | kerberos-etype",
                "A service is not available (29) | kerberos-kdc-busy",
                "Integrity check on decrypted field failed (31) | kerberos-wrong-key",
                "Ticket expired (32) | kerberos-clock-skew",
                "Ticket not yet valid (33) - x | kerberos-clock-skew",
                "Clock skew too great (37) - PROCESS_TGS | kerberos-clock-skew",
                "Message stream modified (41) | kerberos-ticket-rejected",
                "Specified version of key is not available (44) | kerberos-wrong-key",
                "Service key not available (45) | kerberos-wrong-key",
                "Fail to create credential. (63) - No service creds | kerberos-wrong-realm",
                "Wrong realm (68) | kerberos-wrong-realm",
                "Cannot locate KDC | kerberos-kdc-not-found",
                "Cannot locate default realm | kerberos-kdc-not-found",
                "Receive timed out | kerberos-kdc-unreachable",
                "Unable to obtain password from user | keytab-unusable",
                "Something new (99) | kerberos-failed"
            })
    void knowsTheMeaningOfAMessage(String message, String type) {
        Problem problem = KerberosErrors.explain("Login of svc@CORP.EXAMPLE", new LoginException(message));

        assertThat(problem.type()).hasToString(type);
        assertThat(problem.detail())
                .startsWith("Login of svc@CORP.EXAMPLE failed")
                .endsWith(".");
        assertThat(problem.remedy()).isNotBlank();
    }

    @Test
    void looksAtTheInnermostCauseOfAWrapper() {
        GSSException gss = new GSSException(GSSException.NO_CRED, -1, "Server not found in Kerberos database (7)");
        gss.initCause(new IOException("Server not found in Kerberos database (7) - LOOKING_UP_SERVER"));
        SaslException sasl = new SaslException("GSS initiate failed", gss);

        assertThat(KerberosErrors.explain("The bind", sasl).type()).isEqualTo(ProblemType.KERBEROS_SERVER_UNKNOWN);
        assertThat(KerberosErrors.explain("The bind", new SaslException("GSS initiate failed", gssOnly()))
                        .type())
                .isEqualTo(ProblemType.KERBEROS_TICKET_REJECTED);
    }

    private static GSSException gssOnly() {
        return new GSSException(GSSException.FAILURE, -1, "Message stream modified (41)");
    }

    @Test
    void recognisesAnUnreachableKdcByTheKindOfTheCause() {
        for (Exception cause :
                new Exception[] {new ConnectException("Verbindung verweigert"), new SocketTimeoutException("x")}) {
            LoginException login = new LoginException("x");
            login.initCause(cause);
            assertThat(KerberosErrors.explain("Login", login).type()).isEqualTo(ProblemType.KERBEROS_KDC_UNREACHABLE);
        }
    }

    @Test
    void showsTheFirstLineOfWhatItDoesNotKnow() {
        LoginException login = new LoginException("first line\nat some.stack.Trace(File.java:1)");

        assertThat(KerberosErrors.explain("Login", login).detail()).isEqualTo("Login failed: first line.");
        assertThat(KerberosErrors.explain("Login", new LoginException()).detail())
                .isEqualTo("Login failed.");
    }

    @Test
    void doesNotTakeAPortForACode() {
        for (String message : List.of("host:88 (port 24) said no", "(636)")) {
            assertThat(KerberosErrors.explain("Login", new LoginException(message))
                            .type())
                    .isEqualTo(ProblemType.KERBEROS_FAILED);
        }
    }

    @Test
    void endsOnACircleOfCauses() {
        IOException outer = new IOException("outer");
        IOException inner = new IOException("inner", outer);
        outer.initCause(inner);

        assertThat(KerberosErrors.explain("Login", outer).type()).isEqualTo(ProblemType.KERBEROS_FAILED);
    }
}
