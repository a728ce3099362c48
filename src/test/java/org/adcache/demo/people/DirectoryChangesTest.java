package org.adcache.demo.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.adcache.demo.schema.AttributeType;
import org.adcache.demo.schema.DomainNames;
import org.adcache.demo.schema.ObjectKind;
import org.adcache.testing.Slow;
import org.junit.jupiter.api.Test;

class DirectoryChangesTest {
    private static final DomainNames DOMAIN = new DomainNames("demo.example", "localhost");
    private static final String BASE = DOMAIN.baseName();
    private static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");

    private final DirectoryTree tree = new DirectoryTree(DOMAIN, "svc-adcache", 5, 2000);
    private final DirectoryChanges changes = changes(false);

    private DirectoryChanges changes(boolean recycleBin) {
        return new DirectoryChanges(tree, Clock.fixed(NOW, ZoneOffset.UTC), recycleBin);
    }

    private DirectoryEntry person() {
        return tree.find(tree.wellKnown().person().distinguishedName()).orElseThrow();
    }

    private DirectoryEntry innerGroup() {
        return tree.find(tree.wellKnown().innerGroup().distinguishedName()).orElseThrow();
    }

    private static String guid(DirectoryEntry entry) {
        return "<GUID=" + entry.guid() + ">";
    }

    @Test
    void changeOfOneAttributeStampsThatOneAndTheEntry() {
        DirectoryEntry before = person();
        changes.replace(guid(before), "title", "Director");
        DirectoryEntry after = person();
        assertThat(after.changed())
                .isEqualTo(tree.lastChange())
                .isEqualTo(after.changed(AttributeType.TITLE))
                .isGreaterThan(before.changed());
        assertThat(after.changed(AttributeType.MAIL)).isEqualTo(before.created());
        assertThat(after.created()).isEqualTo(before.created());
        assertThat(after.values(AttributeType.WHEN_CHANGED)).containsExactly("20260304050607.0Z");
    }

    @Test
    void writingWhatIsThereIsNoChange() {
        long before = tree.lastChange();
        changes.replace(guid(person()), "mail", tree.wellKnown().person().mail());
        changes.addMembers(guid(innerGroup()), guid(person()));
        changes.removeMembers(guid(innerGroup()), tree.wellKnown().hidden().distinguishedName());
        assertThat(tree.lastChange()).isEqualTo(before);
    }

    @Test
    void deletedEntryIsATombstoneAndHasLeftItsGroups() {
        DirectoryEntry person = person();
        long group = innerGroup().changed();
        changes.delete(guid(person));
        DirectoryEntry tombstone = tree.withGuid(person.guid()).orElseThrow();
        assertThat(tombstone.isDeleted()).isTrue();
        assertThat(tree.find(guid(person))).isEmpty();
        assertThat(tree.at(person.position())).isEmpty();
        assertThat(tree.name(tombstone))
                .isEqualTo("CN=John Smith\\0ADEL:" + person.guid() + ",CN=Deleted Objects," + BASE);
        assertThat(tree.members(innerGroup())).doesNotContain(person.position());
        assertThat(innerGroup().changed()).isEqualTo(group);
        assertThat(tombstone.changed(AttributeType.MAIL)).isEqualTo(tree.lastChange());
    }

    @Test
    void nameOfADeletedEntryIsFreeAgain() {
        String name = tree.wellKnown().person().distinguishedName();
        UUID deleted = changes.delete(name);
        UUID added = changes.addUser(name, "jsmith2");
        assertThat(tree.find(name).orElseThrow().guid()).isEqualTo(added).isNotEqualTo(deleted);
        assertThatThrownBy(() -> changes.restore(deleted)).hasMessageContaining("another entry");
        changes.delete(name);
        changes.restore(deleted);
        assertThat(tree.find(name).orElseThrow().guid()).isEqualTo(deleted);
    }

    @Test
    void withoutARecycleBinARestoredEntryHasLostItsAttributesAndGroups() {
        DirectoryEntry person = person();
        changes.delete(guid(person));
        changes.restore(person.guid());
        DirectoryEntry restored = tree.find(guid(person)).orElseThrow();
        assertThat(tree.name(restored)).isEqualTo(tree.name(person));
        assertThat(tree.sid(restored)).isEqualTo(tree.sid(person));
        assertThat(restored.values(AttributeType.MAIL)).isEmpty();
        assertThat(tree.members(innerGroup())).doesNotContain(person.position());
        assertThat(tree.groupsOf(restored)).isEmpty();
    }

    @Test
    void withARecycleBinItHasThemAllAgainWithoutAChangeOfTheGroups() {
        DirectoryChanges forgiving = changes(true);
        DirectoryEntry person = person();
        long group = innerGroup().changed();
        forgiving.delete(guid(person));
        assertThat(tree.members(innerGroup())).doesNotContain(person.position());
        forgiving.replace(guid(innerGroup()), "description", "changed meanwhile");
        forgiving.restore(person.guid());
        DirectoryEntry restored = tree.find(guid(person)).orElseThrow();
        assertThat(restored.values(AttributeType.MAIL)).isEqualTo(person.values(AttributeType.MAIL));
        assertThat(restored.changed()).isEqualTo(tree.lastChange());
        assertThat(tree.members(innerGroup())).contains(person.position());
        assertThat(innerGroup().changed(AttributeType.MEMBER)).isEqualTo(group);
    }

    @Test
    void restoredGroupHasItsMembersAgain() {
        DirectoryChanges forgiving = changes(true);
        DirectoryEntry group = innerGroup();
        int[] members = tree.members(group);
        forgiving.delete(guid(group));
        assertThat(tree.groupsOf(person())).doesNotContain(group.position());
        forgiving.restore(group.guid());
        assertThat(tree.members(innerGroup())).containsExactly(members);
        assertThat(tree.groupsOf(person())).contains(group.position());
    }

    @Test
    void unitsAreAddedMovedAndDeletedWithAllBelow() {
        changes.addUnit("OU=Outer," + BASE);
        changes.addUnit("OU=Inner,OU=Outer," + BASE);
        UUID user = changes.addUser("CN=Deep,OU=Inner,OU=Outer," + BASE, "deep");
        changes.move("OU=Inner,OU=Outer," + BASE, "OU=People," + BASE);
        assertThat(tree.name(tree.withGuid(user).orElseThrow())).isEqualTo("CN=Deep,OU=Inner,OU=People," + BASE);
        assertThatThrownBy(() -> changes.move("OU=People," + BASE, "OU=Inner,OU=People," + BASE))
                .hasMessageContaining("below itself");
        assertThatThrownBy(() -> changes.delete("OU=Inner,OU=People," + BASE)).hasMessageContaining("entries below");
        changes.deleteTree("OU=Inner,OU=People," + BASE);
        assertThat(tree.withGuid(user).orElseThrow().isDeleted()).isTrue();
        changes.delete("OU=Outer," + BASE);
        assertThat(tree.find("OU=Outer," + BASE)).isEmpty();
    }

    @Test
    void unitOfGeneratedPeopleIsDeletedWithThem() {
        String unit = "OU=Legal,OU=People," + BASE;
        int parent = tree.find(unit).orElseThrow().position();
        List<DirectoryEntry> inside =
                living().stream().filter(entry -> entry.parent() == parent).toList();
        assertThatThrownBy(() -> changes.delete(unit)).hasMessageContaining("entries below");
        changes.deleteTree(unit);
        assertThat(inside)
                .hasSizeGreaterThan(50)
                .allMatch(entry -> tree.find(guid(entry)).isEmpty());
        assertThat(tree.find(unit)).isEmpty();
    }

    @Test
    void lastKnownParentNamesWhereItWas() {
        UUID person = changes.delete(tree.wellKnown().person().distinguishedName());
        assertThat(tree.withGuid(person).orElseThrow().values(AttributeType.LAST_KNOWN_PARENT))
                .containsExactly("OU=Sales,OU=People," + BASE);
    }

    private List<DirectoryEntry> living() {
        return IntStream.range(0, tree.end())
                .mapToObj(tree::at)
                .flatMap(Optional::stream)
                .toList();
    }

    /** Compares every index with a walk over all entries, after random changes. */
    @Test
    void indicesSayWhatAWalkOverAllEntriesSays() {
        changeAndCompare(60, 20);
    }

    @Slow
    @Test
    void indicesSayWhatAWalkOverAllEntriesSaysAfterManyChanges() {
        changeAndCompare(600, 1);
    }

    /** Compares after {@code count} changes; the groups of every {@code stride}th entry. */
    private void changeAndCompare(int count, int stride) {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        DirectoryChanges forgiving = changes(true);
        List<UUID> deleted = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            change(random, forgiving, deleted, i);
        }
        assertThat(tree.changedFrom(0).toArray())
                .containsExactly(IntStream.range(0, tree.end())
                        .mapToObj(tree::any)
                        .flatMap(Optional::stream)
                        .sorted(Comparator.comparingLong(DirectoryEntry::changed))
                        .mapToInt(DirectoryEntry::position)
                        .toArray());
        List<DirectoryEntry> living = living();
        for (int i = 0; i < living.size(); i += stride) {
            DirectoryEntry entry = living.get(i);
            int[] groups = living.stream()
                    .filter(group -> Arrays.binarySearch(tree.members(group), entry.position()) >= 0)
                    .mapToInt(DirectoryEntry::position)
                    .toArray();
            assertThat(tree.groupsOf(entry)).as(tree.name(entry)).containsExactly(groups);
            assertThat(tree.find(tree.name(entry)).map(DirectoryEntry::position))
                    .contains(entry.position());
        }
    }

    private void change(Random random, DirectoryChanges forgiving, List<UUID> deleted, int number) {
        List<DirectoryEntry> groups = living().stream()
                .filter(entry -> entry.kind() == ObjectKind.GROUP)
                .toList();
        List<DirectoryEntry> people = living().stream()
                .filter(entry -> entry.kind() == ObjectKind.USER)
                .toList();
        DirectoryEntry group = groups.get(random.nextInt(groups.size()));
        DirectoryEntry person = people.get(random.nextInt(people.size()));
        switch (random.nextInt(8)) {
            case 0 -> deleted.add(forgiving.delete(guid(random.nextBoolean() ? person : group)));
            case 1 -> {
                if (!deleted.isEmpty()) {
                    forgiving.restore(deleted.remove(random.nextInt(deleted.size())));
                }
            }
            case 2 -> forgiving.addMembers(guid(group), guid(person), guid(groups.get(0)));
            case 3 -> forgiving.rename(guid(person), "CN=Renamed " + number + ",OU=People," + BASE);
            case 4 -> forgiving.addGroup("CN=Added " + number + ",OU=Groups," + BASE, "added" + number, guid(person));
            case 5 -> forgiving.replace(guid(person), "title", "Number " + number);
            case 6 -> forgiving.replace(guid(group), "member");
            default ->
                forgiving.modify(
                        guid(group),
                        new Modification(ModificationType.REPLACE, "member", guid(person)),
                        new Modification(ModificationType.REPLACE, "description", "number " + number));
        }
    }

    @Slow
    @Test
    void groupOfAHundredThousandChangesByOneInLittleTime() {
        DirectoryTree large = new DirectoryTree(DOMAIN, "svc-adcache", 5, 150_000);
        DirectoryChanges ofLarge = new DirectoryChanges(large, Clock.systemUTC(), false);
        UUID guid = ofLarge.add("CN=Huge,OU=Groups," + BASE, new Attribute("objectClass", "group"));
        String group = "<GUID=" + guid + ">";
        ofLarge.setMembers(
                group,
                IntStream.range(0, large.end())
                        .filter(position -> large.at(position)
                                .filter(entry -> entry.kind() == ObjectKind.USER)
                                .isPresent())
                        .limit(100_000));
        long before = large.lastChange();
        String member = large.wellKnown().contact().distinguishedName();
        long start = System.nanoTime();
        for (int i = 0; i < 50; i++) {
            ofLarge.addMembers(group, member);
            ofLarge.removeMembers(group, member);
        }
        Duration each = Duration.ofNanos(System.nanoTime() - start).dividedBy(100);
        System.out.println("a change by one member of 100,000 took " + each.toNanos() / 1000 + " us");
        assertThat(large.lastChange()).isEqualTo(before + 100);
        assertThat(each).isLessThan(Duration.ofMillis(250));
        assertThat(large.memberChanges(large.withGuid(guid).orElseThrow(), before))
                .hasSize(1);
    }
}
