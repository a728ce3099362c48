package org.adcache.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.experimental.ActiveDirectoryDirSyncControl;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.adcache.demo.ldap.SearchLimits;
import org.adcache.demo.people.DirectoryEntry;
import org.adcache.demo.people.DirectoryTree;
import org.adcache.demo.schema.AdBinary;
import org.adcache.demo.schema.AttributeType;
import org.adcache.demo.schema.ObjectKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** A mirror that applies DirSync results equals the directory, whatever changes between them. */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class DirSyncTest {
    private static final String BASE = "DC=demo,DC=example";
    private static final String[] ASKED = {"name", "mail", "title", "member", "isDeleted"};

    private SimulatedDirectory directory;
    private DirectoryTree tree;
    private TestClient client;
    private LDAPConnection connection;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        directory = SimulatedDirectory.start(SimulatedDirectoryConfig.in(folder)
                .withAccounts(400)
                .withReadableDeletedObjects(true)
                .withLimits(new SearchLimits(1000, 40, 15)));
        tree = directory.tree();
        client = new TestClient(directory, folder);
        connection = client.bound();
    }

    @AfterEach
    void stop() throws Exception {
        connection.close();
        client.close();
        directory.close();
    }

    /** State of a client that has only DirSync: attributes by GUID, without those that have no values. */
    private static final class Mirror {
        private final Map<UUID, Map<String, Set<String>>> entries = new TreeMap<>();

        void apply(SearchResultEntry change) {
            UUID guid = AdBinary.guid(change.getAttributeValueBytes("objectGUID"));
            Map<String, Set<String>> known = entries.computeIfAbsent(guid, key -> new TreeMap<>());
            for (Attribute attribute : change.getAttributes()) {
                if (Arrays.asList(ASKED).contains(attribute.getName())) {
                    known.put(attribute.getName(), new TreeSet<>(Arrays.asList(attribute.getValues())));
                }
            }
            known.values().removeIf(Set::isEmpty);
            if (known.containsKey("isDeleted")) {
                entries.remove(guid);
            }
        }
    }

    @Test
    void mirrorEqualsTheDirectoryThoughItChangesBetweenTheParts() throws Exception {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        Mirror mirror = new Mirror();
        ChangeReader changes = ChangeReader.fromTheBeginning(connection, BASE, ASKED);
        for (int round = 0; round < 6; round++) {
            boolean more = true;
            while (more) {
                List<SearchResultEntry> part = new ArrayList<>();
                more = changes.readPart(part);
                assertThat(part).hasSizeLessThanOrEqualTo(15);
                part.forEach(mirror::apply);
                if (more && random.nextInt(3) == 0) {
                    change(random);
                }
            }
            changes.read().forEach(mirror::apply);
            assertThat(differences(mirror.entries, truth()))
                    .as("round " + round)
                    .isEmpty();
            for (int i = 0; i < 30; i++) {
                change(random);
            }
        }
    }

    private static List<String> differences(
            Map<UUID, Map<String, Set<String>>> mirrored, Map<UUID, Map<String, Set<String>>> truth) {
        Set<UUID> all = new TreeSet<>(mirrored.keySet());
        all.addAll(truth.keySet());
        return all.stream()
                .filter(guid -> !Objects.equals(mirrored.get(guid), truth.get(guid)))
                .map(guid -> guid + " is " + truth.get(guid) + ", mirrored " + mirrored.get(guid))
                .toList();
    }

    private Map<UUID, Map<String, Set<String>>> truth() {
        Map<UUID, Map<String, Set<String>>> truth = new TreeMap<>();
        for (DirectoryEntry entry : living()) {
            Map<String, Set<String>> known = new TreeMap<>();
            for (AttributeType type : List.of(AttributeType.NAME_OF_RDN, AttributeType.MAIL, AttributeType.TITLE)) {
                known.put(type.ldapName(), new TreeSet<>(tree.values(entry, type)));
            }
            known.put("member", names(tree.members(entry)));
            known.values().removeIf(Set::isEmpty);
            if (!known.isEmpty()) {
                truth.put(entry.guid(), known);
            }
        }
        return truth;
    }

    private Set<String> names(int[] positions) {
        return Arrays.stream(positions)
                .mapToObj(tree::at)
                .flatMap(Optional::stream)
                .map(tree::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private List<DirectoryEntry> living() {
        return IntStream.range(0, tree.end())
                .mapToObj(tree::at)
                .flatMap(Optional::stream)
                .filter(entry ->
                        tree.name(entry).endsWith(BASE) && !tree.name(entry).endsWith("CN=Configuration," + BASE))
                .toList();
    }

    /**
     * Deletions and renames exclude members of groups: the names of members become stale in a mirror, as with real AD.
     */
    private void change(Random random) {
        List<DirectoryEntry> users = living().stream()
                .filter(entry -> entry.kind() == ObjectKind.USER && entry.position() != tree.end())
                .toList();
        List<DirectoryEntry> groups = living().stream()
                .filter(entry -> entry.kind() == ObjectKind.GROUP)
                .toList();
        DirectoryEntry user = users.get(random.nextInt(users.size()));
        boolean loose = tree.groupsOf(user).length == 0;
        String name = "<GUID=" + user.guid() + ">";
        String group = "<GUID=" + groups.get(random.nextInt(groups.size())).guid() + ">";
        int number = random.nextInt(1_000_000);
        switch (random.nextInt(7)) {
            case 0 -> directory.changes().replace(name, "title", "Number " + number);
            case 1 -> directory.changes().replace(name, "mail");
            case 2 -> directory.changes().addMembers(group, name);
            case 3 -> directory.changes().removeMembers(group);
            case 4 -> directory.changes().addUser("CN=Added " + number + ",OU=People," + BASE, "added" + number);
            case 5 -> {
                if (loose) {
                    directory.changes().delete(name);
                }
            }
            default -> {
                if (loose) {
                    directory.changes().rename(name, "CN=Renamed " + number + ",OU=People," + BASE);
                }
            }
        }
    }

    @Test
    void fewBytesMakeSmallParts() throws Exception {
        SearchRequest request = new SearchRequest(BASE, SearchScope.SUB, "(objectClass=user)", "mail");
        request.setControls(new ActiveDirectoryDirSyncControl(true, 1, 1, new ASN1OctetString()));
        SearchResult result = connection.search(request);
        assertThat(result.getEntryCount()).isEqualTo(1);
        assertThat(ActiveDirectoryDirSyncControl.get(result).getFlags()).isNotZero();
    }

    /** A client without the right to read tombstones learns the GUID of what was deleted, and nothing else of it. */
    @Test
    void deletionCanBeReportedByGuidAlone() throws Exception {
        directory.rights().readDeletedObjects(false);
        ChangeReader silent = ChangeReader.fromNow(connection, BASE, ASKED);
        ChangeReader other = ChangeReader.fromNow(connection, BASE, "mail");
        UUID guid = directory.changes().delete(directory.wellKnown().person().distinguishedName());
        assertThat(silent.read()).isEmpty();
        directory.controller(0).reportDeletionsByGuid(true);
        UUID second = directory.changes().delete(directory.wellKnown().hidden().distinguishedName());
        List<SearchResultEntry> deletions = silent.read();
        assertThat(deletions).hasSize(1);
        assertThat(deletions.get(0).getDN()).isEmpty();
        assertThat(deletions.get(0).getAttributes())
                .extracting(Attribute::getName)
                .containsExactly("objectGUID");
        assertThat(AdBinary.guid(deletions.get(0).getAttributeValueBytes("objectGUID")))
                .isEqualTo(second)
                .isNotEqualTo(guid);
        assertThat(other.read()).isEmpty();
        directory.changes().restore(second);
        assertThat(silent.read())
                .extracting(SearchResultEntry::getDN)
                .containsExactly(directory.wellKnown().hidden().distinguishedName());
    }

    @Test
    void answerCanHaveNoEntryAlthoughThereIsMore(@TempDir Path elsewhere) throws Exception {
        try (SimulatedDirectory scanning = SimulatedDirectory.start(SimulatedDirectoryConfig.in(elsewhere)
                        .withAccounts(400)
                        .withLimits(new SearchLimits(1000, 1500, 1000, 50)));
                TestClient other = new TestClient(scanning, elsewhere);
                LDAPConnection bound = other.bound()) {
            scanning.changes().addUnit("OU=Last," + BASE);
            SearchRequest request = new SearchRequest(BASE, SearchScope.SUB, "(ou=Last)", "name");
            ASN1OctetString cookie = new ASN1OctetString();
            int answers = 0;
            while (true) {
                request.setControls(new ActiveDirectoryDirSyncControl(true, 1, Integer.MAX_VALUE, cookie));
                SearchResult result = bound.search(request);
                ActiveDirectoryDirSyncControl control = ActiveDirectoryDirSyncControl.get(result);
                assertThat(control.getCookie()).isNotEqualTo(cookie);
                cookie = control.getCookie();
                answers++;
                if (control.getFlags() == 0) {
                    assertThat(result.getEntryCount()).isEqualTo(1);
                    break;
                }
                assertThat(result.getEntryCount()).isZero();
            }
            assertThat(answers).isBetween(9, 12);
        }
    }

    @Test
    void filterChoosesAmongTheChanges() throws Exception {
        SearchRequest request = new SearchRequest(BASE, SearchScope.BASE, "(objectClass=contact)", "mail");
        request.setControls(new ActiveDirectoryDirSyncControl(true, 1, Integer.MAX_VALUE, new ASN1OctetString()));
        assertThat(connection.search(request).getSearchEntries())
                .isNotEmpty()
                .allMatch(entry -> entry.getDN().contains("OU=Contacts"));
    }

    @Test
    void restoreIsReportedAndItsGroupIsNot() throws Exception {
        DirectoryEntry person =
                tree.find(directory.wellKnown().person().distinguishedName()).orElseThrow();
        directory.changes().delete(directory.wellKnown().person().distinguishedName());
        ChangeReader changes = ChangeReader.fromNow(connection, BASE, ASKED);
        directory.changes().restore(person.guid());
        List<SearchResultEntry> changed = changes.read();
        assertThat(changed).hasSize(1);
        assertThat(changed.get(0).getDN()).isEqualTo(tree.name(person));
        assertThat(changed.get(0).getAttribute("isDeleted").size()).isZero();
    }
}
