package org.adcache.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import org.adcache.demo.ldap.SearchLimits;
import org.adcache.demo.people.DirectoryEntry;
import org.adcache.demo.people.DirectoryTree;
import org.adcache.demo.people.Replication;
import org.adcache.demo.schema.AdBinary;
import org.adcache.demo.schema.AttributeType;
import org.adcache.demo.schema.ObjectKind;
import org.adcache.demo.schema.WellKnown;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** A controller that lags behind, and the cookies of DirSync at both, as MS-ADTS 3.1.1.1.9 describes the vector. */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class ReplicationTest {
    private static final String BASE = "DC=demo,DC=example";
    private static final String[] ASKED = {"name", "title", "member", "isDeleted"};

    private SimulatedDirectory directory;
    private Replication replication;
    private TestClient client;
    private LDAPConnection toFirst;
    private LDAPConnection toSecond;
    private WellKnown known;
    private String person;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        directory = SimulatedDirectory.start(SimulatedDirectoryConfig.in(folder)
                .withAccounts(300)
                .withControllers(2)
                .withOwnReplicas(true)
                .withReadableDeletedObjects(true)
                .withLimits(new SearchLimits(1000, 1500, 20)));
        replication = directory.controller(1).replication();
        client = new TestClient(directory, folder);
        toFirst = client.bound(directory.controller(0));
        toSecond = client.bound(directory.controller(1));
        known = directory.wellKnown();
        person = known.person().distinguishedName();
    }

    @AfterEach
    void stop() throws Exception {
        toFirst.close();
        toSecond.close();
        client.close();
        directory.close();
    }

    private String title(LDAPConnection connection, String name) throws Exception {
        return Optional.ofNullable(connection.getEntry(name, "title").getAttributeValue("title"))
                .orElse("");
    }

    private static List<String> byUsn(LDAPConnection connection, String filter) throws Exception {
        return connection.search(BASE, SearchScope.SUB, filter, "uSNChanged").getSearchEntries().stream()
                .sorted((one, other) -> Long.compare(
                        one.getAttributeValueAsLong("uSNChanged"), other.getAttributeValueAsLong("uSNChanged")))
                .map(SearchResultEntry::getDN)
                .toList();
    }

    private static long usn(LDAPConnection connection) throws Exception {
        return Long.parseLong(connection.getRootDSE().getAttributeValue("highestCommittedUSN"));
    }

    @Test
    void changeArrivesAtOnceUnlessHeld() throws Exception {
        directory.changes().replace(person, "title", "Director");
        assertThat(title(toSecond, person)).isEqualTo("Director");
        replication.hold();
        long before = usn(toSecond);
        directory.changes().replace(person, "title", "Chairman");
        directory.changes().addUser("CN=Late,OU=People," + BASE, "late");
        assertThat(title(toFirst, person)).isEqualTo("Chairman");
        assertThat(title(toSecond, person)).isEqualTo("Director");
        assertThat(toSecond.getEntry("CN=Late,OU=People," + BASE)).isNull();
        assertThat(usn(toSecond)).isEqualTo(before);
        replication.resume();
        assertThat(title(toSecond, person)).isEqualTo("Chairman");
        assertThat(toSecond.getEntry("CN=Late,OU=People," + BASE)).isNotNull();
        assertThat(usn(toSecond)).isEqualTo(before + 2);
        assertThatThrownBy(() -> directory.controller(0).replication()).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void eachControllerCountsInTheOrderOfArrival() throws Exception {
        replication.hold();
        for (WellKnown.KnownAccount account : List.of(known.person(), known.hidden(), known.kiosk())) {
            directory.changes().replace(account.distinguishedName(), "title", "Same");
        }
        directory.tree().find(known.kiosk().distinguishedName()).ifPresent(replication::replicate);
        assertThat(byUsn(toSecond, "(title=Same)"))
                .containsExactly(known.kiosk().distinguishedName());
        replication.resume();
        assertThat(byUsn(toFirst, "(title=Same)"))
                .containsExactly(
                        person,
                        known.hidden().distinguishedName(),
                        known.kiosk().distinguishedName());
        assertThat(byUsn(toSecond, "(title=Same)"))
                .containsExactly(
                        known.kiosk().distinguishedName(),
                        person,
                        known.hidden().distinguishedName());
    }

    @Test
    void cookieOfALaggingControllerRepeatsAtTheOtherAndLosesNothing() throws Exception {
        ChangeReader first = ChangeReader.fromNow(toFirst, BASE, ASKED);
        replication.hold();
        directory.changes().replace(person, "title", "Director");
        directory.changes().replace(known.hidden().distinguishedName(), "title", "Director");
        assertThat(first.read()).hasSize(2);
        ChangeReader second = first.at(toSecond);
        assertThat(second.read()).isEmpty();
        directory.changes().replace(known.kiosk().distinguishedName(), "title", "Director");
        replication.resume();
        // What the first controller has reported is covered by the vector, although it has arrived just now.
        assertThat(second.read())
                .extracting(SearchResultEntry::getDN)
                .containsExactly(known.kiosk().distinguishedName());
        assertThat(second.at(toFirst).read()).isEmpty();
    }

    @Test
    void memberAndGroupOfANewUnitArriveTogether() throws Exception {
        replication.hold();
        directory.changes().addUnit("OU=New," + BASE);
        directory.changes().addUser("CN=Member,OU=New," + BASE, "member");
        directory.changes().addGroup("CN=Group,OU=New," + BASE, "group-new", "CN=Member,OU=New," + BASE);
        directory.tree().find("CN=Group,OU=New," + BASE).ifPresent(replication::replicate);
        assertThat(toSecond.getEntry("CN=Group,OU=New," + BASE).getAttributeValues("member"))
                .containsExactly("CN=Member,OU=New," + BASE);
    }

    @Test
    void expiredMembershipEndsEverywhereWithoutReplication() throws Exception {
        replication.hold();
        directory.changes().expireMembers(known.innerGroup().distinguishedName(), person);
        assertThat(toSecond.getEntry(known.innerGroup().distinguishedName()).getAttributeValues("member"))
                .hasSize(2)
                .doesNotContain(person);
    }

    @Test
    void mirrorThatFailsOverAgainAndAgainLosesNothing() throws Exception {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        Map<UUID, String> mirror = new TreeMap<>();
        ChangeReader changes = ChangeReader.fromTheBeginning(toFirst, BASE, ASKED);
        for (int round = 0; round < 12; round++) {
            if (random.nextBoolean()) {
                replication.hold();
            } else {
                replication.resume();
            }
            IntStream.range(0, 15).forEach(i -> change(random));
            replication.replicateSome(random, 4);
            boolean second = random.nextBoolean();
            changes = changes.at(second ? toSecond : toFirst);
            changes.read().forEach(entry -> apply(mirror, entry));
        }
        replication.resume();
        for (LDAPConnection connection : List.of(toSecond, toFirst)) {
            changes = changes.at(connection);
            changes.read().forEach(entry -> apply(mirror, entry));
        }
        assertThat(mirror).isEqualTo(truth(directory.tree()));
        assertThat(truth(directory.controller(1).tree())).isEqualTo(truth(directory.tree()));
    }

    private static void apply(Map<UUID, String> mirror, SearchResultEntry change) {
        UUID guid = AdBinary.guid(change.getAttributeValueBytes("objectGUID"));
        if (change.getAttributeValue("isDeleted") != null) {
            mirror.remove(guid);
        } else if (change.hasAttribute("name") || change.hasAttribute("title")) {
            String[] parts = mirror.getOrDefault(guid, "/").split("/", -1);
            String name = change.hasAttribute("name") ? change.getAttributeValue("name") : parts[0];
            String title = change.hasAttribute("title") ? change.getAttributeValue("title") : parts[1];
            mirror.put(guid, name + "/" + (title == null ? "" : title));
        }
    }

    private static Map<UUID, String> truth(DirectoryTree tree) {
        Map<UUID, String> truth = new TreeMap<>();
        for (DirectoryEntry entry : living(tree)) {
            if (entry.parent() != DirectoryTree.NONE && !tree.name(entry).contains("CN=Configuration,")) {
                List<String> title = entry.values(AttributeType.TITLE);
                truth.put(
                        entry.guid(),
                        entry.values(AttributeType.NAME_OF_RDN).get(0) + "/" + (title.isEmpty() ? "" : title.get(0)));
            }
        }
        return truth;
    }

    private static List<DirectoryEntry> living(DirectoryTree tree) {
        return IntStream.range(0, tree.end())
                .mapToObj(tree::at)
                .flatMap(Optional::stream)
                .toList();
    }

    private void change(Random random) {
        List<DirectoryEntry> users = living(directory.tree()).stream()
                .filter(entry -> entry.kind() == ObjectKind.USER && entry.relativeId() > 1000)
                .toList();
        DirectoryEntry user = users.get(random.nextInt(users.size()));
        String name = "<GUID=" + user.guid() + ">";
        int number = random.nextInt(1_000_000);
        switch (random.nextInt(6)) {
            case 0, 1 -> directory.changes().replace(name, "title", "Number " + number);
            case 2 -> directory.changes().replace(name, "title");
            case 3 -> directory.changes().addUser("CN=Added " + number + ",OU=People," + BASE, "added" + number);
            case 4 -> directory.changes().rename(name, "CN=Renamed " + number + ",OU=People," + BASE);
            default -> directory.changes().delete(name);
        }
    }
}
