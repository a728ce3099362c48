package org.adcache.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.unboundid.ldap.sdk.DisconnectType;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.RootDSE;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.adcache.demo.ldap.CookieRefusal;
import org.adcache.demo.ldap.DomainController;
import org.adcache.demo.ldap.SearchFaults;
import org.adcache.demo.ldap.SearchFaults.Fault;
import org.adcache.demo.schema.AdBinary;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** Two controllers of one directory: what they share, what is local to each, and how each can fail. */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class ControllersTest {
    private static final String BASE = "DC=demo,DC=example";

    private SimulatedDirectory directory;
    private DomainController first;
    private DomainController second;
    private TestClient client;
    private LDAPConnection toFirst;
    private LDAPConnection toSecond;
    private String person;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        directory = SimulatedDirectory.start(
                SimulatedDirectoryConfig.in(folder).withAccounts(300).withControllers(2));
        first = directory.controller(0);
        second = directory.controller(1);
        client = new TestClient(directory, folder);
        toFirst = client.bound(first);
        toSecond = client.bound(second);
        person = directory.wellKnown().person().distinguishedName();
    }

    @AfterEach
    void stop() throws Exception {
        toFirst.close();
        toSecond.close();
        client.close();
        directory.close();
    }

    private static long usn(LDAPConnection connection, String name) throws Exception {
        return connection.getEntry(name, "uSNChanged").getAttributeValueAsLong("uSNChanged");
    }

    private static UUID invocationId(LDAPConnection connection) throws Exception {
        String service = connection.getRootDSE().getAttributeValue("dsServiceName");
        return AdBinary.guid(connection.getEntry(service, "invocationId").getAttributeValueBytes("invocationId"));
    }

    private static long highest(LDAPConnection connection) throws Exception {
        return Long.parseLong(connection.getRootDSE().getAttributeValue("highestCommittedUSN"));
    }

    private List<String> foundByUsn(LDAPConnection connection, long usn) throws Exception {
        return connection.search(BASE, SearchScope.SUB, "(uSNChanged>=" + usn + ")", "1.1").getSearchEntries().stream()
                .map(SearchResultEntry::getDN)
                .toList();
    }

    private ChangeReader reader(LDAPConnection connection) throws Exception {
        return ChangeReader.fromNow(connection, BASE, "title", "isDeleted");
    }

    @Test
    void controllersShareTheContentAndCountForThemselves() throws Exception {
        assertThat(toFirst.getRootDSE().getAttributeValue("dsServiceName")).isEqualTo(first.serviceName());
        assertThat(toSecond.getRootDSE().getAttributeValue("dsServiceName"))
                .isEqualTo(second.serviceName())
                .isNotEqualTo(first.serviceName());
        assertThat(invocationId(toFirst)).isEqualTo(first.invocationId()).isNotEqualTo(invocationId(toSecond));
        long before = highest(toSecond);
        directory.changes().replace(person, "title", "Director");
        for (LDAPConnection connection : List.of(toFirst, toSecond)) {
            assertThat(connection.getEntry(person).getAttributeValue("title")).isEqualTo("Director");
            assertThat(usn(connection, person)).isEqualTo(highest(connection));
            assertThat(foundByUsn(connection, highest(connection))).containsExactly(person);
        }
        assertThat(highest(toSecond)).isEqualTo(before + 1).isNotEqualTo(highest(toFirst));
    }

    @Test
    void dirSyncCookieIsGoodAtTheOtherControllerToo() throws Exception {
        ChangeReader there = reader(toFirst).at(toSecond);
        directory.changes().replace(person, "title", "Director");
        assertThat(there.read()).extracting(SearchResultEntry::getDN).containsExactly(person);
    }

    @Test
    void stoppedControllerIsGoneAndComesBackAtTheSamePorts() throws Exception {
        int port = first.ldapsPort();
        first.stop();
        assertThatThrownBy(() -> client.bound(first)).isInstanceOf(LDAPException.class);
        assertThat(toSecond.getEntry(person)).isNotNull();
        first.start();
        assertThat(first.ldapsPort()).isEqualTo(port);
        try (LDAPConnection again = client.bound(first)) {
            assertThat(again.getEntry(person)).isNotNull();
        }
    }

    @Test
    void restoredServerHasLowerUsnsAndAnotherInvocationId() throws Exception {
        for (int i = 0; i < 20; i++) {
            directory.changes().replace(person, "title", "Number " + i);
        }
        long before = highest(toFirst);
        long elsewhere = highest(toSecond);
        UUID id = invocationId(toFirst);
        first.restoreSnapshot(15);
        // The new invocationId is a change too.
        assertThat(highest(toFirst)).isEqualTo(before - 14);
        assertThat(highest(toSecond)).isEqualTo(elsewhere + 1);
        assertThat(invocationId(toFirst)).isNotEqualTo(id);
        directory.changes().replace(person, "title", "Missed by who trusts the old number");
        assertThat(foundByUsn(toFirst, before + 1)).isEmpty();
        assertThat(toFirst.getEntry(person).getAttributeValue("title")).startsWith("Missed");
    }

    @Test
    void rollbackThatNobodyNoticedKeepsTheInvocationId() throws Exception {
        long before = highest(toFirst);
        UUID id = invocationId(toFirst);
        first.rollBackSilently(10);
        assertThat(highest(toFirst)).isEqualTo(before - 10);
        assertThat(invocationId(toFirst)).isEqualTo(id);
    }

    @Test
    void cookiesAreRefusedAsLongAsTheTestWants() throws Exception {
        ChangeReader changes = reader(toFirst);
        first.refuseCookies(Optional.of(CookieRefusal.ERROR_PROCESSING_CONTROL));
        LDAPException refused = catchThrowableOfType(LDAPException.class, changes::read);
        assertThat(refused.getResultCode()).isEqualTo(ResultCode.UNAVAILABLE_CRITICAL_EXTENSION);
        assertThat(refused.getDiagnosticMessage()).startsWith("0000203D");
        first.refuseCookies(Optional.of(CookieRefusal.UNWILLING_TO_PERFORM));
        assertThat(catchThrowableOfType(LDAPException.class, changes::read).getResultCode())
                .isEqualTo(ResultCode.UNWILLING_TO_PERFORM);
        assertThat(changes.at(toSecond).read()).isEmpty();
        first.refuseCookies(Optional.empty());
        assertThat(changes.read()).isEmpty();
    }

    @Test
    void controllerWithoutDirSyncRefusesIt() throws Exception {
        first.offerDirSync(false);
        assertThat(toFirst.getRootDSE().getAttributeValues("supportedControl"))
                .doesNotContain("1.2.840.113556.1.4.841");
        LDAPException refused = catchThrowableOfType(LDAPException.class, () -> reader(toFirst));
        assertThat(refused.getResultCode()).isEqualTo(ResultCode.UNAVAILABLE_CRITICAL_EXTENSION);
        assertThat(reader(toSecond).read()).isEmpty();
    }

    @Test
    void bindRootDseAndSearchCanBeRefused() throws Exception {
        first.faults(SearchFaults.atBind(Fault.Refuse.busy()));
        assertThatThrownBy(() -> client.bound(first))
                .hasRootCauseInstanceOf(LDAPException.class)
                .hasStackTraceContaining("resultCode=51");
        first.faults(SearchFaults.atRootDse(Fault.Refuse.unavailable()));
        assertThat(catchThrowableOfType(LDAPException.class, toFirst::getRootDSE)
                        .getResultCode())
                .isEqualTo(ResultCode.UNAVAILABLE);
        first.faults(page -> Fault.Refuse.unavailable());
        assertThat(catchThrowableOfType(LDAPException.class, () -> foundByUsn(toFirst, 1))
                        .getResultCode())
                .isEqualTo(ResultCode.UNAVAILABLE);
        RootDSE elsewhere = toSecond.getRootDSE();
        assertThat(elsewhere).isNotNull();
        first.faults(SearchFaults.NONE);
        assertThat(toFirst.getEntry(person)).isNotNull();
    }

    @Test
    void expiredSessionEndsWithANoticeInTheMomentChosen() throws Exception {
        CompletableFuture<DisconnectType> end = new CompletableFuture<>();
        try (LDAPConnection listening =
                client.listening(first, (connection, host, port, type, message, cause) -> end.complete(type))) {
            first.faults(page -> new Fault.Expire());
            LDAPException failure = catchThrowableOfType(LDAPException.class, () -> listening.getEntry(person));
            assertThat(failure.getResultCode().isConnectionUsable()).isFalse();
            assertThat(end.get(20, TimeUnit.SECONDS)).isEqualTo(DisconnectType.SERVER_CLOSED_WITH_NOTICE);
        }
    }

    @Test
    void allSessionsOfAControllerCanExpireAtOnce() throws Exception {
        first.expireSessions();
        LDAPException failure = catchThrowableOfType(LDAPException.class, () -> toFirst.getEntry(person));
        assertThat(failure.getResultCode().isConnectionUsable()).isFalse();
        assertThat(toSecond.getEntry(person)).isNotNull();
        try (LDAPConnection again = client.bound(first)) {
            assertThat(again.getEntry(person)).isNotNull();
        }
    }
}
