package org.adcache.demo.ldap;

import com.unboundid.ldap.listener.LDAPListenerClientConnection;
import com.unboundid.ldap.protocol.SearchRequestProtocolOp;
import com.unboundid.ldap.protocol.SearchResultEntryProtocolOp;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.PrimitiveIterator;
import java.util.Set;
import org.adcache.demo.people.DirectoryEntry;
import org.adcache.demo.people.DirectoryTree;
import org.adcache.demo.schema.AttributeType;
import org.adcache.demo.search.CompiledFilter;
import org.adcache.demo.search.FilterCompiler;
import org.adcache.demo.search.Replica;

/**
 * Search with the DirSync control: changes after a cookie, in the order of the changes, returned in parts (MS-ADTS
 * 3.1.1.3.4.1.3). Entries that change while the parts are read are in a later one.
 */
final class DirSyncOperation {
    private final Replica replica;
    private final DirectoryTree tree;
    private final SearchLimits limits;
    private final SearchRequestProtocolOp request;
    private final DirSyncRequest control;
    private final DirSyncWriter writer;
    private final DirSyncCookie start;
    private final Behaviour behaviour;

    DirSyncOperation(
            Replica replica,
            SearchLimits limits,
            Behaviour behaviour,
            SearchRequestProtocolOp request,
            SearchControls controls,
            DirSyncRequest control)
            throws LDAPException {
        this.replica = replica;
        this.tree = replica.tree();
        this.limits = limits;
        this.request = request;
        this.control = control;
        if (!control.critical()) {
            throw LdapErrors.dirSyncNotCritical();
        }
        if (!control.objectSecurity()) {
            throw LdapErrors.noReplicationRight();
        }
        this.behaviour = behaviour;
        this.start = start();
        this.writer = new DirSyncWriter(
                replica, controls.names(), requested(request.getAttributes()), control.incrementalValues());
    }

    private DirSyncCookie start() throws LDAPException {
        if (control.cookie().length == 0) {
            return DirSyncCookie.START;
        }
        behaviour.checkCookie();
        return DirSyncCookie.parse(control.cookie(), tree)
                .map(cookie -> cookie.at(replica.invocationId()))
                .filter(cookie -> cookie.reached() <= tree.lastChange())
                .orElseThrow(LdapErrors::unreadableDirSyncCookie);
    }

    private static Set<AttributeType> requested(List<String> names) {
        if (names.isEmpty() || names.contains("*")) {
            return EnumSet.allOf(AttributeType.class);
        }
        Set<AttributeType> types = EnumSet.noneOf(AttributeType.class);
        for (String name : names) {
            AttributeType.of(name).ifPresent(types::add);
        }
        return types;
    }

    SearchOperation.Outcome run(LDAPListenerClientConnection connection, int messageId) throws LDAPException {
        int root = namingContext();
        long upToDate = Math.max(start.vector(), tree.upToDate());
        long last = tree.lastChange();
        CompiledFilter condition = new FilterCompiler(replica).compile(request.getFilter());
        behaviour.changeDuringDirSync();
        long reached = start.reached();
        long bytes = 0;
        int sent = 0;
        int scanned = 0;
        PrimitiveIterator.OfInt changed = tree.changedFrom(reached + 1).iterator();
        while (changed.hasNext()) {
            Optional<DirectoryEntry> entry = tree.any(changed.nextInt()).filter(each -> each.changed() <= last);
            if (entry.isEmpty()) {
                // Changed again meanwhile, and now later in the order.
                continue;
            }
            Optional<SearchResultEntryProtocolOp> answer = entry.filter(
                            each -> start.lacks(each.changed(), each.originChanged()))
                    .filter(each -> liesIn(root, each))
                    .filter(condition::matches)
                    .flatMap(this::answer);
            boolean full = answer.isPresent() && (sent == limits.dirSyncEntries() || (sent > 0 && isFull(bytes)));
            if (full || scanned == limits.dirSyncScanned()) {
                return outcome(true, start.known(), reached, start.vector());
            }
            if (answer.isPresent()) {
                connection.sendSearchResultEntry(messageId, answer.get());
                bytes += size(answer.get());
                sent++;
            }
            scanned++;
            reached = Math.max(reached, entry.get().changed());
        }
        return outcome(false, last, last, upToDate);
    }

    private Optional<SearchResultEntryProtocolOp> answer(DirectoryEntry entry) {
        boolean found = !behaviour.dirSyncByUsn() || replica.reads(entry, AttributeType.USN_CHANGED);
        if (found && replica.at(entry.position(), true).isPresent()) {
            return writer.write(entry, start);
        }
        boolean deletion = entry.isDeleted()
                && !entry.values(AttributeType.LAST_KNOWN_PARENT).isEmpty();
        return found && deletion && behaviour.deletionsByGuid() ? writer.writeGuid(entry) : Optional.empty();
    }

    private boolean isFull(long bytes) {
        return control.maxBytes() > 0 && bytes >= control.maxBytes();
    }

    private SearchOperation.Outcome outcome(boolean more, long known, long reached, long vector) {
        byte[] cookie = new DirSyncCookie(replica.invocationId(), known, reached, vector).toBytes(tree);
        return new SearchOperation.Outcome(ResultCode.SUCCESS, List.of(DirSyncRequest.response(more, cookie)));
    }

    /** The base must be the root of a naming context, and the search covers all of it whatever the requested scope. */
    private int namingContext() throws LDAPException {
        return Optional.of(request.getBaseDN())
                .filter(DN::isValidDN)
                .flatMap(name -> replica.find(name, false))
                .filter(entry -> entry.parent() == DirectoryTree.NONE)
                .map(DirectoryEntry::position)
                .orElseThrow(LdapErrors::notANamingContext);
    }

    private boolean liesIn(int root, DirectoryEntry entry) {
        DirectoryEntry current = entry;
        while (current.parent() != DirectoryTree.NONE) {
            Optional<DirectoryEntry> parent = tree.any(current.parent());
            if (parent.isEmpty()) {
                return false;
            }
            current = parent.get();
        }
        return current.position() == root;
    }

    private static long size(SearchResultEntryProtocolOp entry) {
        long size = entry.getDN().length();
        for (Attribute attribute : entry.getAttributes()) {
            size += attribute.getName().length();
            for (byte[] value : attribute.getValueByteArrays()) {
                size += value.length;
            }
        }
        return size;
    }
}
