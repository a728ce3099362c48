package org.adcache.itest;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Random changes of a domain as LDIF: creates, deletes, restores, renames and moves accounts and units below a unit of
 * its own, changes attributes and members; deletes and creates anew under the same names, swaps names, and deletes
 * members and restores them outside of their groups. It tracks its changes, so that the directory accepts every one.
 */
final class RandomLdif {
    private static final String ACCOUNT_NAME = "sAMAccountName";
    private static final String UPN = "userPrincipalName";
    private static final String MAIL = "mail";
    /** Never, twice; in 2001, and in 2092 (FILETIME, MS-DTYP section 2.3.3). */
    private static final List<String> EXPIRIES =
            List.of("0", "9223372036854775807", "126227808000000000", "155000000000000000");

    private final SambaDomain domain;
    private final Random random;
    private final String word;
    private final Node root;
    private final List<Node> nodes = new ArrayList<>();
    private final List<Node> outsiders;
    private final StringBuilder ldif = new StringBuilder();
    private int made;
    private int done;

    private enum Kind {
        UNIT("OU"),
        USER("CN"),
        CONTACT("CN"),
        GROUP("CN"),
        FOREIGN_PRINCIPAL("CN");

        private final String attribute;

        Kind(String attribute) {
            this.attribute = attribute;
        }
    }

    /** An object under its current name; a deleted one under its last. */
    private static final class Node {
        private final Kind kind;
        private final Set<Node> members = new LinkedHashSet<>();
        /** Names and address; those that no other object may have stay with a deleted one. */
        private final Map<String, String> values = new TreeMap<>();

        private String rdn;
        private @Nullable Node parent;
        private @Nullable String guid;
        private boolean deleted;
        private boolean replaced;

        Node(Kind kind, String rdn, @Nullable Node parent) {
            this.kind = kind;
            this.rdn = rdn;
            this.parent = parent;
        }

        boolean isBelow(Node other) {
            return this == other || (parent != null && parent.isBelow(other));
        }

        boolean isAccount() {
            return isUser() || isGroup() || kind == Kind.CONTACT;
        }

        boolean isUser() {
            return kind == Kind.USER;
        }

        boolean isGroup() {
            return kind == Kind.GROUP;
        }
    }

    /** @param word the name of the unit that is created for these changes, and the beginning of all account names */
    RandomLdif(SambaDomain domain, Random random, String word) {
        this.domain = domain;
        this.word = word;
        this.random = random;
        this.root = new Node(Kind.UNIT, "OU=" + word, null);
        this.outsiders = GroupTruth.OUTSIDERS.stream().map(RandomLdif::outsider).toList();
        add(root);
        for (int i = 0; i < 4; i++) {
            create(Kind.UNIT);
        }
        for (int i = 0; i < 5; i++) {
            create(Kind.GROUP);
            create(Kind.USER);
        }
        // It stays, as a result without contacts is held if there were any.
        write("CN=Kept," + dn(root), "add", "objectClass: contact\n");
    }

    /** A member of groups that is no account of the domain. */
    private static Node outsider(String sid) {
        Node folder = new Node(Kind.UNIT, "CN=ForeignSecurityPrincipals", null);
        return new Node(Kind.FOREIGN_PRINCIPAL, "CN=" + sid, folder);
    }

    /** How many changes were generated. */
    int done() {
        return done;
    }

    /** Records the objectGUIDs of existing objects, by distinguished name. */
    void learn(Map<String, String> guidsByName) {
        for (Node node : nodes) {
            if (!node.deleted && node.guid == null) {
                node.guid = guidsByName.get(dn(node));
            }
        }
    }

    /** Returns this many more changes, and those not fetched yet. */
    String next(int count) {
        for (int target = done + count; done < target; ) {
            change();
        }
        String all = ldif.toString();
        ldif.setLength(0);
        return all;
    }

    private void change() {
        switch (random.nextInt(31)) {
            case 0, 1, 2 -> create(Kind.USER);
            case 3 -> create(Kind.CONTACT);
            case 4 -> create(Kind.GROUP);
            case 5 -> create(Kind.UNIT);
            case 6, 7 -> any(Node::isAccount).ifPresent(this::delete);
            case 8, 9 -> anyDeleted().ifPresent(this::restore);
            case 10 -> any(Node::isAccount).ifPresent(account -> rename(account, account.parent));
            case 11, 12 -> any(Node::isAccount).ifPresent(account -> rename(account, unit()));
            case 13 -> any(node -> node.kind == Kind.UNIT).ifPresent(unit -> rename(unit, unit.parent));
            case 14 -> any(node -> node.kind == Kind.UNIT).ifPresent(this::moveUnit);
            case 15 -> any(Node::isAccount).ifPresent(account -> replace(account, MAIL, address()));
            case 16 ->
                any(node -> node.values.containsKey(MAIL)).ifPresent(account -> {
                    account.values.remove(MAIL);
                    set(account, "replace", MAIL);
                });
            case 17 ->
                any(Node::isAccount).ifPresent(account -> set(account, "add", "proxyAddresses", "smtp:" + address()));
            case 18 ->
                any(Node::isUser)
                        .ifPresent(user ->
                                set(user, "replace", "userAccountControl", random.nextBoolean() ? "544" : "546"));
            case 19, 20 -> any(Node::isGroup).ifPresent(this::join);
            case 21, 22, 23 -> any(Node::isAccount).ifPresent(this::recreate);
            case 24, 25 -> swapNames();
            case 26 -> any(Node::isUser).ifPresent(user -> set(user, "replace", "accountExpires", pick(EXPIRIES)));
            case 27 -> any(Node::isAccount).ifPresent(this::hide);
            case 28 -> any(Node::isGroup).ifPresent(group -> join(group, pick(outsiders)));
            case 29 -> anyMember().ifPresent(this::deleteAndRestore);
            default -> any(node -> !node.members.isEmpty()).ifPresent(this::leave);
        }
    }

    private String address() {
        return word + made++ + "@" + domain.name().dns();
    }

    /** Returns a UPN with a suffix of its own: with the domain's, it could be what follows from an account name. */
    private String upn() {
        return word + made++ + "@upn." + domain.name().dns();
    }

    private void create(Kind kind) {
        Node node = new Node(kind, kind.attribute + "=Made " + made++, unit());
        if (kind == Kind.USER || kind == Kind.GROUP) {
            node.values.put(ACCOUNT_NAME, word + made++);
        }
        if (kind == Kind.USER || kind == Kind.CONTACT) {
            node.values.put(MAIL, address());
        }
        if (kind == Kind.USER) {
            node.values.put(UPN, upn());
        }
        add(node);
    }

    private void add(Node node) {
        StringBuilder lines = new StringBuilder("objectClass: ")
                .append(
                        node.kind == Kind.UNIT
                                ? "organizationalUnit"
                                : node.kind.name().toLowerCase(Locale.ROOT))
                .append('\n');
        node.values.forEach((attribute, value) ->
                lines.append(attribute).append(": ").append(value).append('\n'));
        write(dn(node), "add", lines.toString());
        nodes.add(node);
    }

    /** Deletes an account and creates another one with its names. */
    private void recreate(Node before) {
        Node after = new Node(before.kind, before.rdn, before.parent);
        after.values.putAll(before.values);
        delete(before);
        before.replaced = true;
        add(after);
    }

    /** The member leaves its groups by that. */
    private void deleteAndRestore(Node member) {
        delete(member);
        restore(member);
    }

    private void delete(Node victim) {
        write(dn(victim), "delete", "");
        victim.deleted = true;
        victim.values.keySet().retainAll(Set.of(ACCOUNT_NAME));
        victim.members.clear();
        nodes.forEach(node -> node.members.remove(victim));
    }

    private void restore(Node victim) {
        String before = victim.rdn;
        victim.rdn = victim.kind.attribute + "=Restored " + made++;
        victim.parent = unit();
        victim.deleted = false;
        ldif.append(domain.restoration(String.valueOf(victim.guid), before, dn(victim)))
                .append('\n');
        done++;
    }

    private void rename(Node node, @Nullable Node parent) {
        rename(node, node.kind.attribute + "=Renamed " + word + made++, parent);
    }

    private void rename(Node node, String rdn, @Nullable Node parent) {
        String before = dn(node);
        node.rdn = rdn;
        node.parent = parent;
        String superior = parent == null ? domain.name().base() : dn(parent);
        write(before, "modrdn", "newrdn: " + node.rdn + "\ndeleteoldrdn: 1\nnewsuperior: " + superior + "\n");
    }

    /** Two accounts of a kind swap distinguished names, account names, UPNs or addresses, or several of these. */
    private void swapNames() {
        Optional<Node> first = any(Node::isAccount);
        Optional<Node> second = first.flatMap(one -> any(other -> other != one && other.kind == one.kind));
        second.ifPresent(other -> swapNames(first.orElseThrow(), other));
    }

    private void swapNames(Node one, Node other) {
        if (random.nextBoolean()) {
            String rdn = one.rdn;
            Node parent = one.parent;
            String otherRdn = other.rdn;
            Node otherParent = other.parent;
            rename(one, "CN=Swapped " + made++, root);
            rename(other, rdn, parent);
            rename(one, otherRdn, otherParent);
        }
        for (String attribute : List.of(ACCOUNT_NAME, UPN, MAIL)) {
            String value = one.values.get(attribute);
            String otherValue = other.values.get(attribute);
            if (value != null && otherValue != null && random.nextBoolean()) {
                replace(one, attribute, attribute.equals(ACCOUNT_NAME) ? word + made++ : upn());
                replace(other, attribute, value);
                replace(one, attribute, otherValue);
            }
        }
    }

    private void replace(Node node, String attribute, String value) {
        node.values.put(attribute, value);
        set(node, "replace", attribute, value);
    }

    private void hide(Node account) {
        set(account, "replace", "msExchHideFromAddressLists", random.nextBoolean() ? "TRUE" : "FALSE");
    }

    private void moveUnit(Node unit) {
        Node parent = unit();
        if (unit != root && !parent.isBelow(unit)) {
            rename(unit, parent);
        }
    }

    private void join(Node group) {
        any(node -> node.isAccount() && node != group && !group.members.contains(node))
                .ifPresent(member -> join(group, member));
    }

    private void join(Node group, Node member) {
        if (group.members.add(member)) {
            set(group, "add", "member", dn(member));
        }
    }

    private void leave(Node group) {
        Node member = List.copyOf(group.members).get(random.nextInt(group.members.size()));
        group.members.remove(member);
        set(group, "delete", "member", dn(member));
    }

    private void set(Node node, String how, String attribute, String... values) {
        StringBuilder lines = new StringBuilder(how + ": " + attribute + "\n");
        for (String value : values) {
            lines.append(attribute).append(": ").append(value).append('\n');
        }
        write(dn(node), "modify", lines.toString());
    }

    private void write(String dn, String changeType, String lines) {
        ldif.append("dn: ")
                .append(dn)
                .append("\nchangetype: ")
                .append(changeType)
                .append('\n');
        ldif.append(lines).append('\n');
        done++;
    }

    private Node unit() {
        return any(node -> node.kind == Kind.UNIT).orElse(root);
    }

    private Optional<Node> any(Predicate<Node> condition) {
        return any(nodes.stream()
                .filter(node -> !node.deleted && condition.test(node))
                .toList());
    }

    private Optional<Node> anyDeleted() {
        return any(nodes.stream()
                .filter(node -> node.deleted && !node.replaced && node.guid != null)
                .toList());
    }

    /** Returns an account that is in a group, and that has existed since the last cycle. */
    private Optional<Node> anyMember() {
        return any(nodes.stream()
                .flatMap(group -> group.members.stream())
                .filter(member -> member.isAccount() && member.guid != null)
                .toList());
    }

    private Optional<Node> any(List<Node> candidates) {
        return candidates.isEmpty() ? Optional.empty() : Optional.of(pick(candidates));
    }

    private <T> T pick(List<T> candidates) {
        return candidates.get(random.nextInt(candidates.size()));
    }

    private String dn(Node node) {
        return node.rdn + "," + (node.parent == null ? domain.name().base() : dn(node.parent));
    }
}
