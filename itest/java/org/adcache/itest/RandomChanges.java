package org.adcache.itest;

import com.unboundid.ldap.sdk.Attribute;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.adcache.account.ObjectGuid;
import org.adcache.demo.SimulatedDirectory;
import org.adcache.demo.SimulatedDirectoryConfig;
import org.adcache.demo.people.DirectoryChanges;
import org.adcache.demo.people.DirectoryEntry;
import org.adcache.demo.people.DirectoryTree;
import org.adcache.demo.schema.AttributeType;
import org.adcache.demo.schema.ObjectKind;

/**
 * Random changes by an administrator: creates, deletes, restores, renames and moves accounts and units, changes
 * attributes and members; deletes and creates anew under the same names, renames on to freed names, swaps names, and lets
 * memberships end without a trace. Changes that the directory refuses (an existing name, a unit into itself) are skipped.
 */
final class RandomChanges {
    private static final int DOMAIN_ADMINS = 512;
    /** Never, twice; in 2001, and in 2092 (FILETIME, MS-DTYP section 2.3.3). */
    private static final List<String> EXPIRIES =
            List.of("0", "9223372036854775807", "126227808000000000", "155000000000000000");
    /** An ordinary mailbox, a shared one, a room, and one in the cloud (RecipientTypeDetails of Exchange). */
    private static final List<String> MAILBOXES = List.of("1", "4", "16", "2147483648");
    /** Placeholders that the directory has: an account of another forest, and Authenticated Users. */
    private static final List<String> OUTSIDERS =
            List.of("CN=S-1-5-21-1111111111-2222222222-3333333333-1105", "CN=S-1-5-11");

    private final Random random;
    private final DirectoryTree tree;
    private final String root;
    private final String domain;
    private final DirectoryChanges changes;
    private final List<UUID> accounts = new ArrayList<>();
    private final List<UUID> groups = new ArrayList<>();
    private final List<UUID> units = new ArrayList<>();
    private final List<UUID> deleted = new ArrayList<>();
    private final Set<ObjectGuid> gone = new HashSet<>();
    private final Set<String> vanished = new HashSet<>();
    private int made;
    private int done;
    private int refused;

    RandomChanges(SimulatedDirectory directory, Random random) {
        this.random = random;
        this.tree = directory.tree();
        this.root = tree.domain().baseName();
        this.domain = directory.domain();
        this.changes = directory.changes();
        IntStream.range(0, tree.end())
                .mapToObj(tree::at)
                .flatMap(entry -> entry.stream())
                .forEach(this::remember);
        IntStream.range(0, 4).forEach(i -> create(name -> units.add(changes.addUnit(name)), "OU", root));
    }

    private void remember(DirectoryEntry entry) {
        if (entry.values(AttributeType.SAM_ACCOUNT_NAME).contains(SimulatedDirectoryConfig.SERVICE_ACCOUNT)) {
            return; // Whoever renames or deletes it ends every login.
        }
        if (entry.relativeId() == DOMAIN_ADMINS) {
            return; // Its members are protected, and read with other rights.
        }
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

    /** The accounts that were deleted or left the domain since {@link #forget}. */
    Set<ObjectGuid> gone() {
        return Set.copyOf(gone);
    }

    /** The memberships that ended without a trace since {@link #forget}, as {@link AccountDifferences} takes them. */
    Set<String> vanished() {
        return Set.copyOf(vanished);
    }

    void forget() {
        gone.clear();
        vanished.clear();
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
        switch (random.nextInt(31)) {
            case 0, 1, 2 -> create(this::addUser, "CN", place());
            case 3 -> create(this::addContact, "CN", place());
            case 4 -> create(this::addGroup, "CN", place());
            case 5, 6 -> delete();
            case 7 -> restore();
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
            case 19, 20 -> recreate();
            case 21, 22 -> takeFreedNames();
            case 23, 24 -> swapNames();
            case 25 -> expireMember();
            case 26, 27 -> changes.replace(target(any(accounts)), "accountExpires", pick(EXPIRIES));
            case 28 -> changes.replace(target(any(accounts)), "msExchRecipientTypeDetails", pick(MAILBOXES));
            case 29 ->
                changes.addMembers(target(any(groups)), pick(OUTSIDERS) + ",CN=ForeignSecurityPrincipals," + root);
            default -> removeMember();
        }
    }

    private void create(Consumer<String> add, String attribute, String parent) {
        add.accept(attribute + "=Made " + made++ + "," + parent);
    }

    private void addUser(String name) {
        accounts.add(changes.addUser(
                name,
                "made" + made,
                new Attribute("mail", "made" + made + "@" + domain),
                new Attribute("userPrincipalName", "made" + made + "@" + domain)));
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
        delete(victim);
        deleted.add(victim);
    }

    private void restore() {
        UUID guid = any(deleted);
        changes.restore(guid);
        gone.remove(guid(guid));
    }

    private void delete(UUID victim) {
        changes.delete(target(victim));
        gone.add(guid(victim));
    }

    /** Deletes an account and creates another one with its names. */
    private void recreate() {
        DirectoryEntry before = entry(any(accounts));
        String name = tree.name(before);
        Attribute[] names = Stream.of(
                        AttributeType.SAM_ACCOUNT_NAME, AttributeType.USER_PRINCIPAL_NAME, AttributeType.MAIL)
                .filter(type -> !before.values(type).isEmpty())
                .map(type -> new Attribute(type.ldapName(), before.values(type)))
                .toArray(Attribute[]::new);
        switch (before.kind()) {
            case USER -> {
                delete(before.guid());
                accounts.add(changes.addUser(name, "recreated" + made++, names));
            }
            case GROUP -> {
                delete(before.guid());
                UUID group = changes.addGroup(name, first(before, AttributeType.SAM_ACCOUNT_NAME), name(any(accounts)));
                groups.add(group);
                accounts.add(group);
            }
            default -> throw new IllegalArgumentException("a contact has no names");
        }
    }

    /** One user gets other names, and another one those that it had. */
    private void takeFreedNames() {
        DirectoryEntry one = user();
        DirectoryEntry other = user();
        String name = tree.name(one);
        String account = first(one, AttributeType.SAM_ACCOUNT_NAME);
        changes.rename(target(one.guid()), "CN=Freed " + made + "," + place());
        changes.replace(target(one.guid()), "sAMAccountName", "freed" + made++);
        changes.rename(target(other.guid()), name);
        changes.replace(target(other.guid()), "sAMAccountName", account);
    }

    /** Two users swap their distinguished names, their account names or their UPNs, or several of these. */
    private void swapNames() {
        DirectoryEntry one = user();
        DirectoryEntry other = user();
        if (one.guid().equals(other.guid())) {
            throw new IllegalArgumentException("it is the same");
        }
        String name = tree.name(one);
        String otherName = tree.name(other);
        if (random.nextBoolean()) {
            changes.rename(target(one.guid()), "CN=Swapped " + made++ + "," + root);
            changes.rename(target(other.guid()), name);
            changes.rename(target(one.guid()), otherName);
        }
        if (random.nextBoolean()) {
            swap(one, other, AttributeType.SAM_ACCOUNT_NAME);
        }
        if (random.nextBoolean()) {
            swap(one, other, AttributeType.USER_PRINCIPAL_NAME);
        }
    }

    private void swap(DirectoryEntry one, DirectoryEntry other, AttributeType type) {
        List<String> mine = one.values(type);
        List<String> theirs = other.values(type);
        changes.replace(target(one.guid()), type.ldapName(), theirs.toArray(String[]::new));
        changes.replace(target(other.guid()), type.ldapName(), mine.toArray(String[]::new));
    }

    private void expireMember() {
        DirectoryEntry group = entry(any(groups));
        int[] members = tree.members(group);
        if (members.length > 0) {
            DirectoryEntry member =
                    tree.any(members[random.nextInt(members.length)]).orElseThrow();
            changes.expireMembers(target(group.guid()), tree.name(member));
            vanished.add(AccountDifferences.membership(guid(group.guid()), guid(member.guid())));
        }
    }

    /** Moves a user here from another domain of the forest. */
    void moveFrom(RandomChanges other) {
        DirectoryEntry user = other.user();
        if (tree.withGuid(user.guid()).isPresent()) {
            throw new IllegalArgumentException("it was here before");
        }
        changes.moveFrom(other.changes, target(user.guid()), "CN=Moved " + made++ + "," + place());
        other.gone.add(guid(user.guid()));
        other.accounts.remove(user.guid());
        other.deleted.removeIf(user.guid()::equals); // What left a domain can't be restored there.
        gone.remove(guid(user.guid()));
        accounts.add(user.guid());
    }

    private DirectoryEntry user() {
        DirectoryEntry entry = entry(any(accounts));
        if (entry.kind() != ObjectKind.USER) {
            throw new IllegalArgumentException("it is no user");
        }
        return entry;
    }

    private DirectoryEntry entry(UUID guid) {
        return tree.withGuid(guid)
                .filter(entry -> !entry.isDeleted())
                .orElseThrow(() -> new IllegalArgumentException("it is deleted"));
    }

    private static String first(DirectoryEntry entry, AttributeType type) {
        return entry.values(type).stream().findFirst().orElseThrow(() -> new IllegalArgumentException("it has none"));
    }

    private static ObjectGuid guid(UUID guid) {
        return new ObjectGuid(guid.getMostSignificantBits(), guid.getLeastSignificantBits());
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
        return random.nextInt(5) == 0 ? root : name(any(units));
    }

    private UUID any(List<UUID> guids) {
        if (guids.isEmpty()) {
            throw new IllegalArgumentException("there is none yet");
        }
        return guids.get(random.nextInt(guids.size()));
    }

    private String pick(List<String> values) {
        return values.get(random.nextInt(values.size()));
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
