package org.adcache.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.adcache.demo.ldap.SearchFaults;
import org.adcache.demo.ldap.SearchFaults.Fault;
import org.adcache.demo.schema.WellKnown;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

@ResourceLock(Resources.SYSTEM_PROPERTIES)
class ChangesAndFaultsTest {
    private static final String BASE = "DC=demo,DC=example";
    private static final String USERS = "(&(objectCategory=person)(objectClass=user))";

    private volatile SearchFaults faults = SearchFaults.NONE;
    private SimulatedDirectory directory;
    private TestClient client;
    private LDAPConnection connection;
    private WellKnown known;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        directory = SimulatedDirectory.start(
                SimulatedDirectoryConfig.in(folder).withAccounts(500).withFaults(page -> faults.before(page)));
        client = new TestClient(directory, folder);
        connection = client.bound();
        known = directory.wellKnown();
    }

    @AfterEach
    void stop() throws Exception {
        connection.close();
        client.close();
        directory.close();
    }

    private List<String> names(String filter) throws Exception {
        return client.names(connection, 50, filter);
    }

    private SearchResultEntry read(String base) throws Exception {
        return connection.getEntry(base, "*");
    }

    private long usn() throws Exception {
        return Long.parseLong(connection.getRootDSE().getAttributeValue("highestCommittedUSN"));
    }

    @Test
    void addedEntryIsReadLikeAnyOther() throws Exception {
        int before = names(USERS).size();
        String name = "CN=New\\, Nina,OU=People," + BASE;
        UUID guid = directory
                .changes()
                .add(name, new Attribute("objectClass", "user"), new Attribute("mail", "nina@demo.example"));
        assertThat(names(USERS)).hasSize(before + 1).contains(name);
        assertThat(read("<GUID=" + guid + ">").getAttributeValue("mail")).isEqualTo("nina@demo.example");
        assertThat(read(name).getAttributeValue("cn")).isEqualTo("New, Nina");
        assertThat(read(name).getAttributeValueBytes("objectSid")).hasSize(28);
    }

    @Test
    void everyChangeRaisesTheUsnOfTheEntryAndOfTheServer() throws Exception {
        String person = known.person().distinguishedName();
        long before = usn();
        directory.changes().replace(person, "title", "Director");
        assertThat(usn()).isEqualTo(before + 1);
        assertThat(read(person).getAttributeValueAsLong("uSNChanged")).isEqualTo(before + 1);
        assertThat(read(person).getAttributeValue("title")).isEqualTo("Director");
        assertThat(names("(uSNChanged>=" + (before + 1) + ")")).containsExactly(person);
    }

    @Test
    void generatedEntryKeepsEverythingElseWhenOneAttributeChanges() throws Exception {
        String name =
                names("(&" + USERS + "(mail=*)(proxyAddresses=*)(!(sn=Smith)))").get(0);
        SearchResultEntry before = read(name);
        directory.changes().replace(name, "mail");
        SearchResultEntry after = read(name);
        assertThat(after.hasAttribute("mail")).isFalse();
        for (Attribute attribute : before.getAttributes()) {
            if (!List.of("mail", "uSNChanged", "whenChanged").contains(attribute.getName())) {
                assertThat(after.getAttribute(attribute.getName())).isEqualTo(attribute);
            }
        }
    }

    @Test
    void membersFollowARenameAndLeaveWithADeletion() throws Exception {
        String group = known.innerGroup().distinguishedName();
        String renamed = "CN=Johnny Smith,OU=People," + BASE;
        directory.changes().rename(known.person().distinguishedName(), renamed);
        assertThat(read(group).getAttributeValues("member")).contains(renamed);
        assertThat(read(known.person().distinguishedName())).isNull();
        assertThat(read("<GUID=" + known.person().objectGuid() + ">").getDN()).isEqualTo(renamed);
        assertThat(read(renamed).getAttributeValue("cn")).isEqualTo("Johnny Smith");
        directory.changes().delete(renamed);
        assertThat(read(group).getAttributeValues("member"))
                .doesNotContain(renamed)
                .hasSize(2);
        assertThat(read("<GUID=" + known.person().objectGuid() + ">")).isNull();
    }

    @Test
    void renamedUnitTakesItsEntriesAlong() throws Exception {
        String unit = "OU=Sales,OU=People," + BASE;
        int inside = connection.search(unit, SearchScope.ONE, "(cn=*)", "1.1").getEntryCount();
        directory.changes().rename(unit, "OU=Vertrieb,OU=People," + BASE);
        assertThat(names("(cn=*)"))
                .filteredOn(name -> name.contains("OU=Vertrieb,"))
                .hasSize(inside);
        assertThat(names("(cn=*)")).noneMatch(name -> name.contains("OU=Sales,"));
    }

    @Test
    void membersAreAddedAndRemovedByName() throws Exception {
        String group = known.innerGroup().distinguishedName();
        String hidden = known.hidden().distinguishedName();
        directory
                .changes()
                .modify(
                        group,
                        new Modification(ModificationType.ADD, "member", hidden),
                        new Modification(
                                ModificationType.DELETE,
                                "member",
                                known.person().distinguishedName()));
        assertThat(read(group).getAttributeValues("member"))
                .contains(hidden)
                .doesNotContain(known.person().distinguishedName());
        assertThat(read(hidden).getAttributeValues("memberOf")).contains(group);
    }

    @Test
    void impossibleChangesAreRefused() {
        assertThatThrownBy(() -> directory.changes().delete("OU=People," + BASE))
                .hasMessageContaining("entries below");
        assertThatThrownBy(() -> directory.changes().replace("CN=Nobody," + BASE, "mail", "x"))
                .hasMessageContaining("no entry");
        assertThatThrownBy(() -> directory.changes().replace("OU=People," + BASE, "noSuchAttribute", "x"))
                .hasMessageContaining("schema");
    }

    private void onPage(int number, Fault fault) {
        faults = page -> page.number() == number ? fault : new Fault.None();
    }

    @Test
    void chosenPageCanFail() {
        onPage(3, new Fault.Refuse(ResultCode.BUSY, "0000200E: too busy"));
        LDAPException failure = catchThrowableOfType(LDAPException.class, () -> names(USERS));
        assertThat(failure.getResultCode()).isEqualTo(ResultCode.BUSY);
        assertThat(failure.getDiagnosticMessage()).isEqualTo("0000200E: too busy");
    }

    @Test
    void chosenPageCanEndTheConnection() {
        onPage(2, new Fault.Drop());
        LDAPException failure = catchThrowableOfType(LDAPException.class, () -> names(USERS));
        assertThat(failure.getResultCode().isConnectionUsable()).isFalse();
    }

    @Test
    void dirSyncAloneCanBeRefused() throws Exception {
        for (Fault.Refuse refusal : List.of(
                Fault.Refuse.operationsError(),
                Fault.Refuse.timeLimitExceeded(),
                Fault.Refuse.adminLimitExceeded(),
                Fault.Refuse.busy())) {
            faults = SearchFaults.atDirSync(refusal);
            LDAPException failure =
                    catchThrowableOfType(LDAPException.class, () -> ChangeReader.fromNow(connection, BASE, "mail"));
            assertThat(failure.getResultCode()).isEqualTo(refusal.code());
            assertThat(names(USERS)).isNotEmpty();
        }
        assertThat(List.of(1, 3, 11, 51))
                .contains(Fault.Refuse.operationsError().code().intValue())
                .contains(Fault.Refuse.timeLimitExceeded().code().intValue())
                .contains(Fault.Refuse.adminLimitExceeded().code().intValue());
    }

    /** As documented for MaxResultSetSize: the next page fails, and the search has to begin anew. */
    @Test
    void droppedCookieEndsAPagedSearch() throws Exception {
        faults = page -> {
            if (page.number() == 2) {
                directory.controller(0).dropPagingCookies();
            }
            return new Fault.None();
        };
        LDAPException failure = catchThrowableOfType(LDAPException.class, () -> names(USERS));
        assertThat(failure.getResultCode()).isEqualTo(ResultCode.UNAVAILABLE_CRITICAL_EXTENSION);
        assertThat(failure.getDiagnosticMessage()).startsWith("00000057");
        faults = SearchFaults.NONE;
        assertThat(names(USERS)).isNotEmpty();
    }

    @Test
    void membershipCanExpireWithoutATraceInItsGroup() throws Exception {
        String group = known.innerGroup().distinguishedName();
        String person = known.person().distinguishedName();
        String generated = names("(&(objectClass=group)(cn=Team*)(member=*))").get(0);
        String member = read(generated).getAttributeValue("member");
        ChangeReader changes = ChangeReader.fromNow(connection, BASE, "member", "memberOf");
        long before = usn();
        SearchResultEntry groupBefore = read(group);
        directory.changes().expireMembers(group, person);
        directory.changes().expireMembers(generated, member);
        assertThat(usn()).isEqualTo(before);
        assertThat(changes.read()).isEmpty();
        SearchResultEntry groupAfter = read(group);
        assertThat(groupAfter.getAttributeValues("member")).hasSize(2).doesNotContain(person);
        for (String stamp : List.of("uSNChanged", "whenChanged")) {
            assertThat(groupAfter.getAttribute(stamp)).isEqualTo(groupBefore.getAttribute(stamp));
        }
        assertThat(connection.getEntry(person, "memberOf").getAttributeValues("memberOf"))
                .isNotEmpty()
                .doesNotContain(group);
        assertThat(names("(&(objectGUID=*)(member=" + Filter.encodeValue(member) + "))"))
                .doesNotContain(generated);
        directory.changes().addMembers(group, person);
        assertThat(changes.read()).extracting(SearchResultEntry::getDN).containsExactly(group);
    }

    @Test
    void searchCanSucceedWithNothing() throws Exception {
        onPage(1, new Fault.Empty());
        assertThat(names(USERS)).isEmpty();
    }

    @Test
    void stalledPageIsAnsweredOnlyWhenTheDirectoryStops() throws Exception {
        onPage(1, new Fault.Stall());
        connection.getConnectionOptions().setResponseTimeoutMillis(200);
        LDAPException failure = catchThrowableOfType(LDAPException.class, () -> names(USERS));
        assertThat(failure.getResultCode()).isEqualTo(ResultCode.TIMEOUT);
    }
}
