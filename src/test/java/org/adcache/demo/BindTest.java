package org.adcache.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.ldap.sdk.BindResult;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.SimpleBindRequest;
import com.unboundid.ldap.sdk.extensions.WhoAmIExtendedRequest;
import com.unboundid.ldap.sdk.extensions.WhoAmIExtendedResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.PrivilegedActionException;
import org.adcache.demo.ldap.ChannelBindingPolicy;
import org.apache.kerby.kerberos.kerb.keytab.Keytab;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ResourceLock(Resources.SYSTEM_PROPERTIES)
class BindTest {
    private static final byte[] NONE = {};

    @TempDir
    Path folder;

    private SimulatedDirectory start(ChannelBindingPolicy policy) throws Exception {
        return SimulatedDirectory.start(
                SimulatedDirectoryConfig.in(folder).withAccounts(100).withChannelBinding(policy));
    }

    @ParameterizedTest
    @CsvSource({
        "NEVER, none, 0",
        "NEVER, right, 0",
        "NEVER, wrong, 0",
        "WHEN_SUPPORTED, none, 0",
        "WHEN_SUPPORTED, right, 0",
        "WHEN_SUPPORTED, wrong, 49",
        "ALWAYS, none, 49",
        "ALWAYS, right, 0",
        "ALWAYS, wrong, 49"
    })
    void channelBindingIsEnforcedAsThePolicySays(ChannelBindingPolicy policy, String sent, int expected)
            throws Exception {
        try (SimulatedDirectory directory = start(policy);
                TestClient client = new TestClient(directory, folder);
                LDAPConnection connection = client.connect()) {
            byte[] binding = client.endPoint(connection);
            if (sent.equals("none")) {
                binding = NONE;
            } else if (sent.equals("wrong")) {
                binding[binding.length - 1]++;
            }
            Outcome outcome = bind(client, connection, "auth", binding);
            assertThat(outcome.code()).isEqualTo(expected);
            if (expected != 0) {
                assertThat(outcome.message())
                        .isEqualTo("80090346: LdapErr: DSID-0C090711, comment: AcceptSecurityContext error, data"
                                + " 80090346, v4563");
            }
        }
    }

    private record Outcome(int code, String message) {}

    private static Outcome bind(TestClient client, LDAPConnection connection, String qop, byte[] binding)
            throws Exception {
        try {
            BindResult result = client.bind(connection, qop, binding);
            return new Outcome(result.getResultCode().intValue(), "");
        } catch (PrivilegedActionException e) {
            if (e.getCause() instanceof LDAPException failure) {
                return new Outcome(failure.getResultCode().intValue(), failure.getDiagnosticMessage());
            }
            throw e;
        }
    }

    @Test
    void startTlsBindsLikeLdapsAndKnowsWhoIsThere() throws Exception {
        try (SimulatedDirectory directory = start(ChannelBindingPolicy.ALWAYS);
                TestClient client = new TestClient(directory, folder);
                LDAPConnection connection = client.connectStartTls()) {
            Outcome outcome = bind(client, connection, "auth", client.endPoint(connection));
            WhoAmIExtendedResult who =
                    (WhoAmIExtendedResult) connection.processExtendedOperation(new WhoAmIExtendedRequest());
            assertThat(outcome.code()).isZero();
            assertThat(who.getAuthorizationID()).isEqualTo("u:DEMO\\svc-adcache");
        }
    }

    @ParameterizedTest
    @CsvSource({"auth-int", "auth-conf"})
    void signingOrSealingOnTlsIsRefused(String qop) throws Exception {
        try (SimulatedDirectory directory = start(ChannelBindingPolicy.ALWAYS);
                TestClient client = new TestClient(directory, folder);
                LDAPConnection connection = client.connect()) {
            Outcome outcome = bind(client, connection, qop, client.endPoint(connection));
            assertThat(outcome.code()).isEqualTo(53);
            assertThat(outcome.message()).contains("Cannot bind using sign/seal");
        }
    }

    @Test
    void bindWithoutTlsIsRefused() throws Exception {
        try (SimulatedDirectory directory = start(ChannelBindingPolicy.NEVER);
                TestClient client = new TestClient(directory, folder);
                LDAPConnection connection = client.connectPlain()) {
            assertThat(bind(client, connection, "auth", NONE).code()).isEqualTo(8);
        }
    }

    @Test
    void ticketForAnotherDirectoryIsRefused() throws Exception {
        Path elsewhere = Files.createDirectories(folder.resolve("other"));
        try (SimulatedDirectory directory = start(ChannelBindingPolicy.NEVER);
                SimulatedDirectory other = SimulatedDirectory.start(
                        SimulatedDirectoryConfig.in(elsewhere).withAccounts(100));
                TestClient client = new TestClient(directory, folder);
                TestClient stranger = new TestClient(other, elsewhere);
                LDAPConnection connection = client.connect()) {
            Outcome outcome = bind(stranger, connection, "auth", NONE);
            assertThat(outcome.code()).isEqualTo(49);
            assertThat(outcome.message()).contains("data 52e");
        }
    }

    @Test
    void onlyTheRootIsReadableBeforeABind() throws Exception {
        try (SimulatedDirectory directory = start(ChannelBindingPolicy.ALWAYS);
                TestClient client = new TestClient(directory, folder);
                LDAPConnection connection = client.connect()) {
            String base = connection.getRootDSE().getAttributeValue("defaultNamingContext");
            assertThat(base).isEqualTo("DC=demo,DC=example");
            assertThatThrownBy(() -> connection.search(base, SearchScope.BASE, "(objectClass=*)"))
                    .isInstanceOfSatisfying(LDAPException.class, e -> {
                        assertThat(e.getResultCode()).isEqualTo(ResultCode.OPERATIONS_ERROR);
                        assertThat(e.getDiagnosticMessage()).startsWith("000004DC");
                    });
        }
    }

    @Test
    void simpleBindIsRefused() throws Exception {
        try (SimulatedDirectory directory = start(ChannelBindingPolicy.ALWAYS);
                TestClient client = new TestClient(directory, folder);
                LDAPConnection connection = client.connect()) {
            assertThatThrownBy(() -> connection.bind(new SimpleBindRequest("jsmith@demo.example", "secret")))
                    .isInstanceOfSatisfying(
                            LDAPException.class,
                            e -> assertThat(e.getResultCode()).isEqualTo(ResultCode.STRONG_AUTH_REQUIRED));
        }
    }

    @Test
    void keytabHoldsAesKeysForItsOwnerOnly() throws Exception {
        try (SimulatedDirectory directory = start(ChannelBindingPolicy.ALWAYS)) {
            Keytab keytab = Keytab.loadKeytab(directory.keytab().toFile());
            assertThat(keytab.getPrincipals()).extracting(Object::toString).containsExactly("svc-adcache@DEMO.EXAMPLE");
            assertThat(keytab.getKeytabEntries(keytab.getPrincipals().get(0)))
                    .extracting(entry -> entry.getKey().getKeyType().getValue())
                    .containsExactlyInAnyOrder(17, 18);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.keytab())))
                    .isEqualTo("rw-------");
        }
    }
}
