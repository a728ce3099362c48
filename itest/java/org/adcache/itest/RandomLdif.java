package org.adcache.itest;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Random changes of a domain as LDIF: creates, deletes, restores, renames and moves accounts and units below a unit of
 * its own, changes attributes and members. It tracks its changes, so that the directory accepts every one.
 */
final class RandomLdif {
    private final SambaDomain domain;
    private final Random random;
    private final Node root;
    private final List<Node> nodes = new ArrayList<>();
    private final StringBuilder ldif = new StringBuilder();
    private int made;
    private int done;

    private enum Kind {
        UNIT("OU"),
        USER("CN"),
        CONTACT("CN"),
        GROUP("CN");

        private final String attribute;

        Kind(String attribute) {
            this.attribute = attribute;
        }
    }

    /** An object under its current name; a deleted one under its last. */
    private static final class Node {
        private final Kind kind;
        private final Set<Node> members = new LinkedHashSet<>();
        private String rdn;
        private @Nullable Node parent;
        private @Nullable String guid;
        private boolean deleted;

        Node(Kind kind, String rdn, @Nullable Node parent) {
            this.kind = kind;
            this.rdn = rdn;
            this.parent = parent;
        }

        boolean isBelow(Node other) {
            return this == other || (parent != null && parent.isBelow(other));
        }

        boolean isAccount() {
            return kind != Kind.UNIT;
        }
    }

    /** @param unit the name of the unit that is created for these changes */
    RandomLdif(SambaDomain domain, Random random, String unit) {
        this.domain = domain;
        this.random = random;
        this.root = new Node(Kind.UNIT, "OU=" + unit, null);
        add(root, "");
        for (int i = 0; i < 4; i++) {
            create(Kind.UNIT);
        }
        for (int i = 0; i < 5; i++) {
            create(Kind.GROUP);
            create(Kind.USER);
        }
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
        switch (random.nextInt(22)) {
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
            case 15 -> any(Node::isAccount).ifPresent(account -> set(account, "replace", "mail", address()));
            case 16 -> any(Node::isAccount).ifPresent(account -> set(account, "replace", "mail"));
            case 17 ->
                any(Node::isAccount).ifPresent(account -> set(account, "add", "proxyAddresses", "smtp:" + address()));
            case 18 ->
                any(node -> node.kind == Kind.USER)
                        .ifPresent(user ->
                                set(user, "replace", "userAccountControl", random.nextBoolean() ? "544" : "546"));
            case 19, 20 -> any(node -> node.kind == Kind.GROUP).ifPresent(this::join);
            default ->
                any(node -> node.kind == Kind.GROUP && !node.members.isEmpty()).ifPresent(this::leave);
        }
    }

    private String address() {
        return "random" + made++ + "@" + domain.name().dns();
    }

    private void create(Kind kind) {
        Node node = new Node(kind, kind.attribute + "=Made " + made++, unit());
        String name = "sAMAccountName: made" + made + "\n";
        String mail = "mail: " + address() + "\n";
        switch (kind) {
            case UNIT -> add(node, "");
            case USER -> add(node, name + mail);
            case CONTACT -> add(node, mail);
            default -> add(node, name);
        }
    }

    private void add(Node node, String values) {
        String objectClass =
                node.kind == Kind.UNIT ? "organizationalUnit" : node.kind.name().toLowerCase(Locale.ROOT);
        write(dn(node), "add", "objectClass: " + objectClass + "\n" + values);
        nodes.add(node);
    }

    private void delete(Node victim) {
        write(dn(victim), "delete", "");
        victim.deleted = true;
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
        String before = dn(node);
        node.rdn = node.kind.attribute + "=Renamed " + made++;
        node.parent = parent;
        String superior = parent == null ? domain.name().base() : dn(parent);
        write(before, "modrdn", "newrdn: " + node.rdn + "\ndeleteoldrdn: 1\nnewsuperior: " + superior + "\n");
    }

    private void moveUnit(Node unit) {
        Node parent = unit();
        if (unit != root && !parent.isBelow(unit)) {
            rename(unit, parent);
        }
    }

    private void join(Node group) {
        any(node -> node.isAccount() && node != group && !group.members.contains(node))
                .ifPresent(member -> {
                    group.members.add(member);
                    set(group, "add", "member", dn(member));
                });
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
        return pick(nodes.stream()
                .filter(node -> !node.deleted && condition.test(node))
                .toList());
    }

    private Optional<Node> anyDeleted() {
        return pick(
                nodes.stream().filter(node -> node.deleted && node.guid != null).toList());
    }

    private Optional<Node> pick(List<Node> candidates) {
        return candidates.isEmpty() ? Optional.empty() : Optional.of(candidates.get(random.nextInt(candidates.size())));
    }

    private String dn(Node node) {
        return node.rdn + "," + (node.parent == null ? domain.name().base() : dn(node.parent));
    }
}
