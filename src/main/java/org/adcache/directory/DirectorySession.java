package org.adcache.directory;

import java.util.Optional;
import java.util.Set;
import org.adcache.account.Domain;
import org.adcache.account.ObjectGuid;
import org.adcache.account.ProblemException;

/**
 * One authenticated connection to one domain controller. Closing it, from any thread, ends a read that is under way.
 * What isn't read to its end is a failure, never a shorter result. One thread asks at a time.
 */
public interface DirectorySession extends AutoCloseable {
    /** The domain controller, {@code host:port}. */
    String server();

    Domain domain();

    /**
     * Whether deletions can be seen: the service account may read CN=Deleted Objects.
     *
     * @throws ProblemException if the server didn't tell
     */
    boolean readsDeletedObjects() throws ProblemException;

    /**
     * The place in the feed from which everything that changes from now on will be reported; taken before a full read.
     * Empty if there is no feed.
     *
     * @throws ProblemException if it can't be read
     */
    Optional<ChangeCursor> begin() throws ProblemException;

    /**
     * Reads every account of the connection, in no particular order, each once; groups with all their members.
     *
     * @throws ProblemException if anything was not read to its end, or if the sink throws it
     */
    ReadReport readAll(AccountSink sink) throws ProblemException;

    /**
     * Asks who changed after the cursor. The cursor of another server is accepted where the feed allows it, with a
     * doubt.
     *
     * @throws ProblemException if the feed was not read to its end
     */
    ReportedChanges changesSince(ChangeCursor cursor) throws ProblemException;

    /**
     * Asks by {@code uSNChanged} who changed since the last full read or reconciliation, a second witness beside the
     * feed; {@link ReportedChanges.Known#next} then counts from now. {@link ReportedChanges.Lost} if that was at
     * another server.
     *
     * @throws ProblemException if the answer was not read to its end
     */
    ReportedChanges changesSinceReconciliation(ChangeCursor cursor) throws ProblemException;

    /**
     * Reads these objects again, as far as they are accounts of this connection: one that is not handed to the sink is
     * not there any more, or not for this connection.
     *
     * @throws ProblemException if anything was not read to its end, or if the sink throws it
     */
    ReadReport readObjects(Set<ObjectGuid> objects, AccountSink sink) throws ProblemException;

    /**
     * Reads every account of the connection below a container; nothing if the container is gone or outside the search
     * base.
     *
     * @throws ProblemException if anything was not read to its end, or if the sink throws it
     */
    ReadReport readBelow(ObjectGuid container, AccountSink sink) throws ProblemException;

    /**
     * Reads of which groups each of these objects is a direct member, those of its primary group not counted. An
     * object that was restored, or deleted and restored, has other groups than before without any of the groups having
     * changed.
     *
     * @throws ProblemException if anything was not read to its end, or if the sink throws it
     */
    void groupsOf(Set<ObjectGuid> objects, GroupsSink sink) throws ProblemException;

    /**
     * Lists every account of the connection without its content, each once.
     *
     * @throws ProblemException if anything was not read to its end, or if the sink throws it
     */
    void list(ListedSink sink) throws ProblemException;

    /**
     * Those of these objects that are readable tombstones.
     *
     * @throws ProblemException if anything was not read to its end
     */
    Set<ObjectGuid> deletedAmong(Set<ObjectGuid> objects) throws ProblemException;

    /**
     * Those of these objects that can be seen anywhere in the domain.
     *
     * @throws ProblemException if anything was not read to its end
     */
    Set<ObjectGuid> visibleAmong(Set<ObjectGuid> objects) throws ProblemException;

    @Override
    void close();
}
