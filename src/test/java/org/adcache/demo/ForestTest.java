package org.adcache.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.asn1.ASN1Integer;
import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.asn1.ASN1Sequence;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.adcache.account.ProblemType;
import org.adcache.demo.SimulatedForest.Trust;
import org.adcache.demo.schema.AdBinary;
import org.adcache.demo.schema.WellKnown;
import org.adcache.kerberos.KdcProbe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** Two domains of a forest: tickets across the trust, and entries that move between them. */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class ForestTest {
    private static final String BASE = "DC=demo,DC=example";
    private static final String CHILD = "DC=child," + BASE;

    @TempDir
    Path folder;

    private SimulatedForest start(Trust trust) throws Exception {
        SimulatedDirectoryConfig config = SimulatedDirectoryConfig.in(folder).withAccounts(150);
        return SimulatedForest.start(config, config, trust);
    }

    @Test
    void accountOfOneDomainReadsTheOther() throws Exception {
        try (SimulatedForest forest = start(Trust.AES);
                TestClient client = new TestClient(forest.child(), forest.root(), folder);
                LDAPConnection connection = client.bound()) {
            assertThat(connection.getRootDSE().getAttributeValue("defaultNamingContext"))
                    .isEqualTo(CHILD);
            assertThat(connection.getRootDSE().getAttributeValue("rootDomainNamingContext"))
                    .isEqualTo(BASE);
            assertThat(connection.getRootDSE().getAttributeValue("configurationNamingContext"))
                    .isEqualTo("CN=Configuration," + BASE);
            assertThat(client.names(connection, 100, "(sAMAccountName=jsmith)"))
                    .containsExactly("CN=John Smith,OU=Sales,OU=People," + CHILD);
            assertThat(connection
                            .getEntry("CN=DEMO,CN=Partitions,CN=Configuration," + BASE)
                            .getAttributeValue("nCName"))
                    .isEqualTo(BASE);
        }
        assertThat(folder.resolve("child").resolve("ca.pem")).exists();
    }

    @Test
    void accountOfTheSecondDomainReadsTheFirst() throws Exception {
        try (SimulatedForest forest = start(Trust.AES);
                TestClient client = new TestClient(forest.root(), forest.child(), folder);
                LDAPConnection connection = client.bound()) {
            assertThat(client.names(connection, 100, "(sAMAccountName=jsmith)")).hasSize(1);
            assertThat(forest.child().principal()).isEqualTo("svc-adcache@CHILD.DEMO.EXAMPLE");
        }
    }

    /** KDC_ERR_ETYPE_NOSUPP comes from the KDC of the account's own domain; Java turns it into an error of its own. */
    @Test
    void trustWithoutAesIsRefused() throws Exception {
        try (SimulatedForest forest = start(Trust.WITHOUT_AES);
                TestClient across = new TestClient(forest.child(), forest.root(), folder)) {
            assertThatThrownBy(across::bound).hasStackTraceContaining("Fail to create credential. (63)");
            assertThat(forest.root().kdc().refusals()).isNotEmpty().containsOnly(14);
            try (TestClient inside = new TestClient(forest.root(), folder);
                    LDAPConnection connection = inside.bound()) {
                assertThat(connection.getEntry(BASE)).isNotNull();
            }
        }
    }

    @Test
    void kdcOfAnotherRealmSaysSo() throws Exception {
        try (SimulatedForest forest = start(Trust.AES)) {
            KdcProbe.Answer answer = new KdcProbe(Clock.systemUTC())
                    .ask("localhost:" + forest.child().kdcPort(), forest.root().principal(), Duration.ofSeconds(5));
            assertThat(answer.refusal().orElseThrow().type()).isEqualTo(ProblemType.KERBEROS_WRONG_REALM);
        }
    }

    /** MS-ADTS 3.1.1.5.4.2: the GUID stays, the SID is new, the old one is in sIDHistory. */
    @Test
    void movedEntryKeepsItsGuidAndGetsANewSid() throws Exception {
        try (SimulatedForest forest = start(Trust.AES);
                TestClient toRoot = new TestClient(forest.root(), folder);
                LDAPConnection root = toRoot.bound();
                TestClient toChild = new TestClient(forest.child(), folder);
                LDAPConnection child = toChild.bound()) {
            WellKnown.KnownAccount person = forest.root().wellKnown().person();
            ChangeReader changes = ChangeReader.fromNow(child, CHILD, "name", "sIDHistory");
            String moved = "CN=John Moved,OU=People," + CHILD;
            forest.child().changes().moveFrom(forest.root().changes(), person.distinguishedName(), moved);
            SearchResultEntry entry = child.getEntry("<GUID=" + person.objectGuid() + ">");
            assertThat(entry.getDN()).isEqualTo(moved);
            assertThat(entry.getAttributeValue("mail")).isEqualTo(person.mail());
            assertThat(entry.getAttributeValue("cn")).isEqualTo("John Moved");
            assertThat(AdBinary.sid(entry.getAttributeValueBytes("objectSid")))
                    .startsWith(forest.child().tree().domainSid())
                    .isNotEqualTo(person.objectSid());
            assertThat(AdBinary.sid(entry.getAttributeValueBytes("sIDHistory"))).isEqualTo(person.objectSid());
            assertThat(toChild.names(child, 100, "(sIDHistory=" + person.objectSid() + ")"))
                    .containsExactly(moved);
            assertThat(changes.read()).extracting(SearchResultEntry::getDN).containsExactly(moved);
            assertThat(root.getEntry("<GUID=" + person.objectGuid() + ">")).isNull();
            assertThat(root.getEntry(person.distinguishedName())).isNull();
            forest.root().changes().moveFrom(forest.child().changes(), moved, "CN=Back,OU=People," + BASE);
            assertThat(root.getEntry("<GUID=" + person.objectGuid() + ">").getDN())
                    .isEqualTo("CN=Back,OU=People," + BASE);
            assertThat(root.getEntry("CN=Back,OU=People," + BASE)
                            .getAttribute("sIDHistory")
                            .size())
                    .isEqualTo(2);
            assertThat(toRoot.names(root, 100, "(objectGUID=" + UUID.fromString(person.objectGuid()) + ")"))
                    .hasSize(1);
        }
    }

    /** Extended names carry GUID and SID of a member that no search here finds. */
    @Test
    void memberOfTheOtherDomainIsNamedAndNotFound() throws Exception {
        try (SimulatedForest forest = start(Trust.AES);
                TestClient client = new TestClient(forest.root(), folder);
                LDAPConnection connection = client.bound()) {
            WellKnown.KnownAccount stranger = forest.child().wellKnown().person();
            String group = forest.root().wellKnown().innerGroup().distinguishedName();
            List<String> all = client.names(connection, 100, "(objectClass=*)");
            ChangeReader changes = ChangeReader.fromNow(connection, BASE, "member", "name");
            forest.addMember(forest.root(), group, forest.child(), stranger.distinguishedName());
            SearchRequest request = new SearchRequest(group, SearchScope.BASE, "(objectClass=*)", "member");
            request.setControls(new Control(
                    "1.2.840.113556.1.4.529",
                    true,
                    new ASN1OctetString(new ASN1Sequence(new ASN1Integer(1)).encode())));
            assertThat(connection.searchForEntry(request).getAttributeValues("member"))
                    .contains("<GUID=" + stranger.objectGuid() + ">;<SID=" + stranger.objectSid() + ">;"
                            + stranger.distinguishedName());
            assertThat(changes.read()).extracting(SearchResultEntry::getDN).containsExactly(group);
            assertThat(client.names(connection, 100, "(objectClass=*)")).isEqualTo(all);
            for (String name : List.of("<GUID=" + stranger.objectGuid() + ">", "<SID=" + stranger.objectSid() + ">")) {
                assertThat(connection.getEntry(name)).isNull();
            }
            assertThat(client.names(connection, 100, "(objectGUID=" + stranger.objectGuid() + ")"))
                    .isEmpty();
            long usn = forest.root().controller(0).highestUsn();
            forest.root().changes().expireMembers(group, "<GUID=" + stranger.objectGuid() + ">");
            assertThat(connection.getEntry(group, "member").getAttributeValues("member"))
                    .doesNotContain(stranger.distinguishedName());
            assertThat(forest.root().controller(0).highestUsn()).isEqualTo(usn);
        }
    }

    @Test
    void domainsOfAForestHaveDifferentPeople() throws Exception {
        try (SimulatedForest forest = start(Trust.AES)) {
            assertThat(forest.root().tree().domainSid())
                    .isNotEqualTo(forest.child().tree().domainSid());
            assertThat(forest.root().wellKnown().person().objectGuid())
                    .isNotEqualTo(forest.child().wellKnown().person().objectGuid());
        }
    }
}
