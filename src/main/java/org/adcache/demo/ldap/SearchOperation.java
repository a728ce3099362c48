package org.adcache.demo.ldap;

import com.unboundid.ldap.listener.LDAPListenerClientConnection;
import com.unboundid.ldap.protocol.SearchRequestProtocolOp;
import com.unboundid.ldap.protocol.SearchResultReferenceProtocolOp;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;
import java.util.List;
import java.util.Optional;
import org.adcache.demo.people.DirectoryEntry;
import org.adcache.demo.people.DirectoryTree;
import org.adcache.demo.schema.DomainNames;
import org.adcache.demo.search.CompiledFilter;
import org.adcache.demo.search.FilterCompiler;
import org.adcache.demo.search.Replica;
import org.adcache.demo.search.Walk;

/** One search request on one connection: finds the base, sends a page of entries, and returns the result. */
final class SearchOperation {
    private final Replica replica;
    private final DirectoryTree tree;
    private final SearchLimits limits;
    private final Behaviour behaviour;
    private final LDAPListenerClientConnection connection;
    private final int messageId;
    private final SearchRequestProtocolOp request;
    private final SearchControls controls;
    private final PageCookie cookie;
    private final int generation;

    /** Result of a search that was not refused. */
    record Outcome(ResultCode code, List<Control> controls) {}

    SearchOperation(
            Replica replica,
            SearchLimits limits,
            Behaviour behaviour,
            LDAPListenerClientConnection connection,
            int messageId,
            SearchRequestProtocolOp request,
            List<Control> controls)
            throws LDAPException {
        this.replica = replica;
        this.tree = replica.tree();
        this.limits = limits;
        this.behaviour = behaviour;
        this.connection = connection;
        this.messageId = messageId;
        this.request = request;
        this.controls = SearchControls.of(controls, behaviour.dirSyncOffered());
        Optional<SimplePagedResultsControl> paging = this.controls.paging();
        this.generation = behaviour.cookieGeneration();
        this.cookie = paging.isEmpty()
                ? PageCookie.START
                : PageCookie.parse(paging.get().getCookie(), connection.getConnectionID(), request, generation);
    }

    SearchFaults.Page page() {
        return new SearchFaults.Page(
                connection.getConnectionID(),
                cookie.page(),
                request.getBaseDN(),
                request.getFilter().toString(),
                controls.dirSync().isPresent());
    }

    /** Ends the search without an entry. */
    Outcome empty() {
        return done(Optional.empty());
    }

    Outcome run() throws LDAPException {
        Optional<DirSyncRequest> dirSync = controls.dirSync();
        if (dirSync.isPresent()) {
            return new DirSyncOperation(replica, limits, behaviour, request, controls, dirSync.get())
                    .run(connection, messageId);
        }
        DirectoryEntry base = base();
        CompiledFilter condition = new FilterCompiler(replica).compile(request.getFilter());
        Walk walk = new Walk(replica, base, request.getScope(), condition, controls.showDeleted());
        EntryWriter writer = new EntryWriter(
                replica,
                AttributeSelection.of(request.getAttributes()),
                controls.names(),
                request.typesOnly(),
                limits.maxValueRange());
        int room = pageSize();
        Optional<DirectoryEntry> next = walk.next(cookie.position());
        while (next.isPresent() && room > 0) {
            connection.sendSearchResultEntry(messageId, writer.write(next.get()));
            room--;
            next = walk.next(next.get().position() + 1);
        }
        if (next.isPresent() && controls.paging().isEmpty()) {
            return new Outcome(ResultCode.SIZE_LIMIT_EXCEEDED, List.of());
        }
        if (next.isEmpty()) {
            sendReferences(base);
        }
        return done(next);
    }

    private int pageSize() {
        int asked = controls.paging().map(SimplePagedResultsControl::getSize).orElse(request.getSizeLimit());
        return asked > 0 ? Math.min(asked, limits.maxPageSize()) : limits.maxPageSize();
    }

    private Outcome done(Optional<DirectoryEntry> next) {
        if (controls.paging().isEmpty()) {
            return new Outcome(ResultCode.SUCCESS, List.of());
        }
        SimplePagedResultsControl response = next.map(entry -> new PageCookie(cookie.page() + 1, entry.position()))
                .map(more -> new SimplePagedResultsControl(
                        0, more.toOctets(connection.getConnectionID(), request, generation)))
                .orElseGet(() -> new SimplePagedResultsControl(0));
        return new Outcome(ResultCode.SUCCESS, List.of(response));
    }

    private DirectoryEntry base() throws LDAPException {
        String name = request.getBaseDN();
        Optional<DirectoryEntry> found = replica.find(name, controls.showDeleted());
        if (found.isPresent()) {
            return found.get();
        }
        if (name.startsWith("<")) {
            throw LdapErrors.noSuchObject("");
        }
        DN wanted = DN.isValidDN(name) ? new DN(name) : null;
        if (wanted == null) {
            throw LdapErrors.badName();
        }
        String root = tree.domain().baseName();
        if (!wanted.isDescendantOf(root, true)) {
            throw wanted.isNullDN() ? LdapErrors.noSuchObject("") : LdapErrors.elsewhere(host(wanted), name);
        }
        throw LdapErrors.noSuchObject(closest(wanted));
    }

    private static String host(DN name) {
        return String.join(
                ".",
                List.of(name.getRDNs()).stream()
                        .filter(part -> part.hasAttribute("DC"))
                        .map(part -> part.getAttributeValues()[0])
                        .toList());
    }

    private String closest(DN wanted) {
        DN parent = wanted.getParent();
        while (parent != null) {
            Optional<DirectoryEntry> entry = replica.named(parent);
            if (entry.isPresent()) {
                return tree.name(entry.get());
            }
            parent = parent.getParent();
        }
        return "";
    }

    /** Refers a search from the root of the domain to the other naming contexts below it. */
    private void sendReferences(DirectoryEntry base) throws LDAPException {
        DomainNames domain = tree.domain();
        boolean fromRoot = tree.name(base).equals(domain.baseName());
        if (!fromRoot || controls.domainScope() || request.getScope().equals(SearchScope.BASE)) {
            return;
        }
        String host = domain.dnsName();
        refer("ldap://ForestDnsZones." + host + "/DC=ForestDnsZones," + domain.baseName());
        refer("ldap://DomainDnsZones." + host + "/DC=DomainDnsZones," + domain.baseName());
        refer("ldap://" + host + "/" + domain.configurationName());
    }

    private void refer(String url) throws LDAPException {
        connection.sendSearchResultReference(messageId, new SearchResultReferenceProtocolOp(List.of(url)));
    }
}
