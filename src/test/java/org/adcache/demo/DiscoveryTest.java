package org.adcache.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.adcache.demo.ldap.DomainController;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** What a client learns about controllers before it chooses one: SRV records, LDAP pings, read-only controllers. */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class DiscoveryTest {
    private static final String PING = "(&(DnsDomain=demo.example)(NtVer=\\14\\00\\00\\00))";
    private static final String SITE = "Default-First-Site-Name";

    private SimulatedDirectory directory;
    private TestClient client;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        directory = SimulatedDirectory.start(SimulatedDirectoryConfig.in(folder)
                .withAccounts(100)
                .withControllers(3)
                .withReadOnlyControllers(1));
        client = new TestClient(directory, folder);
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        directory.close();
    }

    private static int flags(SearchResultEntry answer) {
        return ByteBuffer.wrap(answer.getAttributeValueBytes("netlogon"))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getInt(4);
    }

    /** MS-ADTS 6.3.1.2: 0x100 writable, 0x800 some secrets, 0x1000 all secrets, 0x80 in the client's site. */
    @Test
    void pingTellsReadOnlyControllersFromWritableOnes() throws Exception {
        for (DomainController controller : directory.controllers()) {
            try (LDAPConnection connection = new LDAPConnection("localhost", controller.ldapPort())) {
                int flags = flags(connection.searchForEntry("", SearchScope.BASE, PING, "netlogon"));
                assertThat(flags & 0x1980).isEqualTo(controller.isReadOnly() ? 0x880 : 0x1180);
                controller.clientSite(Optional.empty());
                assertThat(flags(connection.searchForEntry("", SearchScope.BASE, PING, "netlogon")) & 0x80)
                        .isZero();
                assertThat(connection.searchForEntry(
                                "", SearchScope.BASE, "(&(DnsDomain=else.example)(NtVer=\\06))", "netlogon"))
                        .isNull();
            }
        }
        assertThat(directory.controllers())
                .extracting(DomainController::isReadOnly)
                .containsExactly(false, false, true);
    }

    @Test
    void rootDseAndServiceObjectOfAReadOnlyControllerSaySo() throws Exception {
        DomainController readOnly = directory.controller(2);
        try (LDAPConnection connection = client.bound(readOnly)) {
            assertThat(connection.getRootDSE().getAttributeValues("supportedCapabilities"))
                    .contains("1.2.840.113556.1.4.1920");
            assertThat(connection.getEntry(readOnly.serviceName()).getAttributeValues("objectClass"))
                    .contains("nTDSDSA", "nTDSDSARO");
        }
        try (LDAPConnection connection = client.bound(directory.controller(1))) {
            assertThat(connection.getRootDSE().getAttributeValues("supportedCapabilities"))
                    .doesNotContain("1.2.840.113556.1.4.1920");
        }
    }

    @Test
    void readOnlyControllerIsListedForItsSiteOnly() {
        assertThat(directory.dns().lookup("_ldap._tcp.dc._msdcs.demo.example")).hasSize(2);
        assertThat(directory.dns().lookup("_ldap._tcp." + SITE + "._sites.dc._msdcs.demo.example"))
                .extracting(SimulatedDns.Srv::port)
                .containsExactly(
                        directory.controller(0).ldapPort(),
                        directory.controller(1).ldapPort(),
                        directory.controller(2).ldapPort());
        assertThat(directory.dns().lookup("_kerberos._tcp.demo.example"))
                .extracting(SimulatedDns.Srv::port)
                .containsExactly(directory.kdcPort());
        assertThat(directory.dns().lookup("_ldap._tcp.dc._msdcs.else.example")).isEmpty();
    }

    @Test
    void deadServersAreListedFirst() throws Exception {
        try (DeadServer silent = DeadServer.silent();
                DeadServer refusing = DeadServer.refusing()) {
            directory.dns().list(silent);
            directory.dns().list(refusing);
            List<SimulatedDns.Srv> records = directory.dns().lookup("_ldap._tcp.dc._msdcs.demo.example");
            assertThat(records).hasSize(4);
            assertThat(records.get(0).port()).isEqualTo(silent.port());
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), silent.port())) {
                socket.setSoTimeout(100);
                assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
            }
            assertThatThrownBy(() -> new Socket(
                                    InetAddress.getLoopbackAddress(),
                                    records.get(1).port())
                            .close())
                    .isInstanceOf(ConnectException.class);
        }
    }

    @Test
    void oneControllerIsWritable(@TempDir Path folder) {
        assertThatThrownBy(() -> SimulatedDirectoryConfig.in(folder).withReadOnlyControllers(1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("writable");
    }
}
