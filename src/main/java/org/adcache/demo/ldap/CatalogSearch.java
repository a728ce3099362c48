package org.adcache.demo.ldap;

import com.unboundid.ldap.listener.LDAPListenerClientConnection;
import com.unboundid.ldap.protocol.SearchRequestProtocolOp;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;
import java.util.List;
import java.util.Optional;
import org.adcache.demo.people.DirectoryEntry;
import org.adcache.demo.search.CompiledFilter;
import org.adcache.demo.search.FilterCompiler;
import org.adcache.demo.search.Replica;
import org.adcache.demo.search.Walk;

/** Search in all domains of the forest, from the empty name, at a global catalog; everything comes in one page. */
record CatalogSearch(List<Replica> domains, SearchLimits limits, SearchRequestProtocolOp request) {

    SearchOperation.Outcome run(LDAPListenerClientConnection connection, int messageId, List<Control> requested)
            throws LDAPException {
        SearchControls controls = SearchControls.of(requested, false);
        for (Replica replica : domains) {
            CompiledFilter condition = new FilterCompiler(replica).compile(request.getFilter());
            EntryWriter writer = new EntryWriter(
                    replica,
                    AttributeSelection.of(request.getAttributes()),
                    controls.names(),
                    request.typesOnly(),
                    limits.maxValueRange());
            Walk walk = new Walk(replica, root(replica), SearchScope.SUB, condition, controls.showDeleted());
            Optional<DirectoryEntry> next = walk.next(0);
            while (next.isPresent()) {
                connection.sendSearchResultEntry(messageId, writer.write(next.get()));
                next = walk.next(next.get().position() + 1);
            }
        }
        List<Control> last = controls.paging().isPresent() ? List.of(new SimplePagedResultsControl(0)) : List.of();
        return new SearchOperation.Outcome(ResultCode.SUCCESS, last);
    }

    private static DirectoryEntry root(Replica replica) {
        return replica.tree()
                .find(replica.tree().domain().baseName())
                .orElseThrow(() -> new IllegalStateException("a domain has no root"));
    }
}
