package org.adcache;

import java.net.InetAddress;
import java.util.Optional;
import java.util.Set;
import org.adcache.api.ReportedProblem;
import org.adcache.api.configuration.ReloadDocument;
import org.adcache.auth.AuditLog;
import org.adcache.auth.CallerKind;
import org.adcache.auth.Principal;
import org.adcache.auth.Scope;

/** Lines of the audit log for a reload, and for each connection that it adds, changes or removes. */
final class ReloadAudit {
    /** Key of a connection in a configuration, before its id. */
    static final String CONNECTIONS = "adcache.connections.";
    /** Change of a connection that is not in the configuration any more. */
    static final String REMOVED = "removed";

    /** Whoever sent SIGHUP: root, the user of the service, or systemd for them. */
    static final Principal SIGNAL = new Principal(
            CallerKind.LOCAL, "signal", Optional.empty(), Set.of(Scope.ADMIN), Set.of(), Optional.empty());

    private static final String RELOAD = "config.reload";

    private final AuditLog audit;

    ReloadAudit(AuditLog audit) {
        this.audit = audit;
    }

    /** Records a reload that took the configuration. */
    void taken(Principal caller, Optional<InetAddress> from, ReloadDocument taken) {
        audit.record(caller, from, RELOAD, Optional.empty(), AuditLog.OK);
        for (ReloadDocument.Change change : taken.changed()) {
            if (change.key().startsWith(CONNECTIONS)) {
                audit.record(
                        caller,
                        from,
                        change.change().equals(REMOVED) ? "connection.remove" : "connection.put",
                        Optional.of(change.key().substring(CONNECTIONS.length())),
                        change.problem().map(ReportedProblem::type).orElse(AuditLog.OK));
            }
        }
    }

    /**
     * Records a reload that was refused or failed.
     *
     * @param outcome type of the problem
     */
    void refused(Principal caller, Optional<InetAddress> from, String outcome) {
        audit.record(caller, from, RELOAD, Optional.empty(), outcome);
    }
}
