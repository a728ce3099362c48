package org.adcache.directory;

import com.unboundid.ldap.sdk.LDAPConnection;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.adcache.account.Domain;
import org.adcache.account.ObjectGuid;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;

/** A bound connection, which ends by itself at the deadline. */
final class ActiveSession implements DirectorySession {
    private final DirectoryConfig config;
    private final LDAPConnection connection;
    private final ServerAddress server;
    private final DomainProbe.Found found;
    private final Deadline deadline;
    private final Future<?> alarm;
    private volatile boolean closed;

    ActiveSession(
            DirectoryConfig config,
            LDAPConnection connection,
            ServerAddress server,
            DomainProbe.Found found,
            Deadline deadline,
            ScheduledExecutorService timer) {
        this.config = config;
        this.connection = connection;
        this.server = server;
        this.found = found;
        this.deadline = deadline;
        this.alarm = timer.schedule(() -> connection.close(), deadline.left().toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public String server() {
        return server.toString();
    }

    @Override
    public Domain domain() {
        return found.domain();
    }

    @Override
    public ReadReport readAll(AccountSink sink) throws ProblemException {
        try {
            return new AccountRead(config, connection, server(), found, deadline).run(sink);
        } catch (ProblemException e) {
            if (closed) {
                throw new ProblemException(
                        new Problem(
                                "sync-interrupted",
                                "Reading from " + server + " was stopped.",
                                "Start it again if that was not wanted."),
                        e);
            }
            if (deadline.isOver()) {
                throw new ProblemException(Deadline.over("Reading from " + server), e);
            }
            throw e;
        }
    }

    @Override
    public ChangeFeed feed() {
        return ChangeFeed.NONE;
    }

    @Override
    public boolean readsDeletedObjects() {
        return false;
    }

    @Override
    public Optional<ChangeCursor> begin() {
        return Optional.empty();
    }

    @Override
    public Changes changesSince(ChangeCursor cursor) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Changes changesSinceReconciliation(ChangeCursor cursor) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ReadReport readObjects(Set<ObjectGuid> objects, AccountSink sink) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ReadReport readBelow(ObjectGuid container, AccountSink sink) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Set<ObjectGuid> groupsOf(Set<ObjectGuid> objects) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void list(ListedSink sink) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Set<ObjectGuid> deletedAmong(Set<ObjectGuid> objects) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Set<ObjectGuid> visibleAmong(Set<ObjectGuid> objects) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        closed = true;
        alarm.cancel(false);
        connection.close();
    }
}
