package org.adcache.itest;

import com.unboundid.ldap.sdk.Attribute;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.adcache.demo.SimulatedDirectory;
import org.adcache.demo.people.DirectoryChanges;
import org.adcache.demo.people.DirectoryEntry;
import org.adcache.demo.people.DirectoryTree;
import org.adcache.demo.schema.ObjectKind;

/**
 * Random changes by an administrator: creates, deletes, restores, renames and moves accounts and units, changes
 * attributes and members. Changes that the directory refuses (an existing name, a unit into itself) are skipped.
 */
final class RandomChanges {
    private static final String ROOT = "DC=demo,DC=example";

    private final Random random;
    private final DirectoryTree tree;
    private final DirectoryChanges changes;
    private final List<UUID> accounts = new ArrayList<>();
    private final List<UUID> groups = new ArrayList<>();
    private final List<UUID> units = new ArrayList<>();
    private final List<UUID> deleted = new ArrayList<>();
    private int made;
    private int done;
    private int refused;

    RandomChanges(SimulatedDirectory directory, Random random) {
        this.random = random;
        this.tree = directory.tree();
        this.changes = directory.changes();
        IntStream.range(0, tree.end())
                .mapToObj(tree::at)
                .flatMap(entry -> entry.stream())
                .forEach(this::remember);
        IntStream.range(0, 4).forEach(i -> create(name -> units.add(changes.addUnit(name)), "OU", ROOT));
    }

    private void remember(DirectoryEntry entry) {
        if (entry.kind() == ObjectKind.GROUP) {
            groups.add(entry.guid());
        }
        if (entry.kind() == ObjectKind.USER || entry.kind() == ObjectKind.CONTACT || entry.kind() == ObjectKind.GROUP) {
            accounts.add(entry.guid());
        }
    }

    /** How many changes the directory has accepted. */
    int done() {
        return done;
    }

    /** How many changes it has refused. */
    int refused() {
        return refused;
    }

    /** Returns one of the units that were created here, by its GUID. */
    String anyUnit() {
        return target(any(units));
    }

    void make(int count) {
        for (int i = 0; i < count; i++) {
            try {
                change();
                done++;
            } catch (IllegalArgumentException e) {
                refused++;
            }
        }
    }

    private void change() {
        switch (random.nextInt(20)) {
            case 0, 1, 2 -> create(this::addUser, "CN", place());
            case 3 -> create(this::addContact, "CN", place());
            case 4 -> create(this::addGroup, "CN", place());
            case 5, 6 -> delete();
            case 7 -> changes.restore(any(deleted));
            case 8 -> changes.rename(target(any(accounts)), "CN=Renamed " + made++ + "," + place());
            case 9 -> changes.move(target(any(accounts)), place());
            case 10 -> create(name -> units.add(changes.addUnit(name)), "OU", place());
            case 11 -> changes.rename(anyUnit(), "OU=Renamed " + made++ + "," + place());
            case 12 -> changes.replace(target(any(accounts)), "mail", "changed" + made++ + "@demo.example");
            case 13 -> changes.replace(target(any(accounts)), "mail");
            case 14 ->
                changes.replace(
                        target(any(accounts)),
                        "proxyAddresses",
                        "SMTP:first" + made + "@demo.example",
                        "smtp:second" + made++ + "@demo.example");
            case 15 -> changes.replace(target(any(accounts)), "displayName", "Ærøskøbing " + made++);
            case 16 ->
                changes.replace(target(any(accounts)), "userAccountControl", random.nextBoolean() ? "512" : "514");
            case 17, 18 -> changes.addMembers(target(any(groups)), name(any(accounts)), name(any(accounts)));
            default -> removeMember();
        }
    }

    private void create(Consumer<String> add, String attribute, String parent) {
        add.accept(attribute + "=Made " + made++ + "," + parent);
    }

    private void addUser(String name) {
        accounts.add(changes.addUser(name, "made" + made, new Attribute("mail", "made" + made + "@demo.example")));
    }

    private void addContact(String name) {
        accounts.add(changes.add(
                name,
                new Attribute("objectClass", "contact"),
                new Attribute("mail", "made" + made + "@partner.example")));
    }

    private void addGroup(String name) {
        UUID group = changes.addGroup(name, "made" + made, name(any(accounts)));
        groups.add(group);
        accounts.add(group);
    }

    private void delete() {
        UUID victim = any(accounts);
        changes.delete(target(victim));
        deleted.add(victim);
    }

    private void removeMember() {
        DirectoryEntry group = tree.withGuid(any(groups)).orElseThrow(IllegalArgumentException::new);
        int[] members = tree.members(group);
        if (members.length > 0) {
            DirectoryEntry member =
                    tree.any(members[random.nextInt(members.length)]).orElseThrow();
            changes.removeMembers(target(group.guid()), tree.name(member));
        }
    }

    /** Returns a parent: a unit that was created here, or the root. */
    private String place() {
        return random.nextInt(5) == 0 ? ROOT : name(any(units));
    }

    private UUID any(List<UUID> guids) {
        if (guids.isEmpty()) {
            throw new IllegalArgumentException("there is none yet");
        }
        return guids.get(random.nextInt(guids.size()));
    }

    private String name(UUID guid) {
        return tree.withGuid(guid)
                .filter(entry -> !entry.isDeleted())
                .map(tree::name)
                .orElseThrow(() -> new IllegalArgumentException("it is deleted"));
    }

    private static String target(UUID guid) {
        return "<GUID=" + guid + ">";
    }
}
