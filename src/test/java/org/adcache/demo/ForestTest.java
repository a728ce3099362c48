package org.adcache.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.SearchResultEntry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
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
