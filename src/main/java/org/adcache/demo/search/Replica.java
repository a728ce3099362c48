package org.adcache.demo.search;

import com.unboundid.ldap.sdk.DN;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.adcache.demo.people.DirectoryEntry;
import org.adcache.demo.people.DirectoryTree;
import org.adcache.demo.rights.ClientRights;
import org.adcache.demo.schema.AttributeType;

/**
 * View of the directory at one controller: what its clients may read, and the controller's own USNs. A controller
 * counts changes, those of the directory or those of a copy that lags behind, from a number of its own:
 *
 * <pre>
 *   change of the directory     21077      21078      21079
 *   USN at the first           21077      21078      21079
 *   USN at the second          721077     721078     721079
 * </pre>
 */
public final class Replica {
    private final DirectoryTree tree;
    private final ClientRights rights;
    private final String serverObject;
    private volatile long offset;

    public Replica(DirectoryTree tree, ClientRights rights, String serverObject, long offset) {
        this.tree = tree;
        this.rights = rights;
        this.serverObject = serverObject;
        this.offset = offset;
    }

    public DirectoryTree tree() {
        return tree;
    }

    /** The server object in the configuration naming context. */
    public String serverObject() {
        return serverObject;
    }

    public String serviceName() {
        return serviceName(serverObject);
    }

    public static String serviceName(String serverObject) {
        return "CN=NTDS Settings," + serverObject;
    }

    public UUID invocationId() {
        return tree.find(serviceName())
                .map(entry -> UUID.fromString(
                        entry.values(AttributeType.INVOCATION_ID).get(0)))
                .orElseThrow(() -> new IllegalStateException("there is no " + serviceName()));
    }

    public long highestUsn() {
        return usn(tree.lastChange());
    }

    /** Lowers the counter by this much. */
    public synchronized void turnBack(long changes) {
        if (changes < 1 || changes >= highestUsn()) {
            throw new IllegalArgumentException("a USN cannot fall by " + changes);
        }
        offset -= changes;
    }

    long usn(long change) {
        return change + offset;
    }

    /** The change that has this USN at this controller. */
    long change(long usn) {
        return usn - offset;
    }

    /** Returns the entry at a position, if the client may read it; with tombstones if it requests them. */
    public Optional<DirectoryEntry> at(int position, boolean tombstones) {
        return (tombstones ? tree.any(position) : tree.at(position)).filter(rights::reads);
    }

    /** Returns the entry that a name refers to, if the client may read it. */
    public Optional<DirectoryEntry> find(String name, boolean tombstones) {
        return (tombstones ? tree.findAny(name) : tree.find(name))
                .filter(entry -> !entry.isPhantom())
                .filter(rights::reads);
    }

    public Optional<DirectoryEntry> named(DN name) {
        return tree.named(name).filter(rights::reads);
    }

    public boolean reads(DirectoryEntry entry, AttributeType type) {
        return rights.reads(entry, type);
    }

    /** The values of any attribute but the links; none if the client may not read it. */
    public List<String> values(DirectoryEntry entry, AttributeType type) {
        if (!rights.reads(entry, type)) {
            return List.of();
        }
        return switch (type) {
            case USN_CREATED -> List.of(Long.toString(usn(entry.created())));
            case USN_CHANGED -> List.of(Long.toString(usn(entry.changed())));
            default -> tree.values(entry, type);
        };
    }

    public int[] links(DirectoryEntry entry, AttributeType type) {
        if (!rights.reads(entry, type)) {
            return new int[0];
        }
        return type == AttributeType.MEMBER ? tree.members(entry) : tree.groupsOf(entry);
    }
}
