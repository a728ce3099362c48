package org.adcache.directory;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.adcache.account.Domain;
import org.adcache.account.GroupMember;
import org.adcache.account.ObjectGuid;
import org.adcache.account.ProblemException;

/**
 * Authenticated connection to one domain controller. Closing it, from any thread, aborts a running read. An incomplete
 * read is a failure, never a shorter result. Requests come from one thread at a time.
 */
public interface DirectorySession extends AutoCloseable {
    /** The domain controller, {@code host:port}. */
    String server();

    Domain domain();

    /** The service account that this session logged in as, for instance {@code CORP\svc-adcache}. */
    String serviceAccount();

    /**
     * Whether deletions are visible: the service account can read CN=Deleted Objects.
     *
     * @throws ProblemException if the server gave no answer
     */
    boolean readsDeletedObjects() throws ProblemException;

    /**
     * Notes the positions of the feeds from which all later changes will be reported; called before a full read.
     *
     * @throws ProblemException if they can't be read
     */
    void begin() throws ProblemException;

    /**
     * The position, at {@link #begin}, of the feed to continue with after a full read: the best that finds known
     * accounts when it is asked for them. One that finds none would report forever that nothing changed. Empty if there
     * is no such feed.
     *
     * @param known accounts that were read
     * @throws ProblemException if a trial ended with the connection
     */
    Optional<ChangeCursor> selectFeed(KnownAccounts known) throws ProblemException;

    /** Why no better feed than this one is used, as a sentence; empty if none is better. */
    Optional<String> feedReason(ChangeFeed used);

    /**
     * Reads every account of the connection, in no particular order, each once; groups with all their members.
     *
     * @throws ProblemException if the read is incomplete, or if the sink throws it
     */
    ReadReport readAll(AccountSink sink) throws ProblemException;

    /**
     * Reads the changes after the cursor. A cursor of another server is accepted where the feed allows it, with a
     * doubt. {@link ReportedChanges.Lost} also if the feed no longer finds known accounts.
     *
     * @param known cached accounts
     * @throws ProblemException if the feed was not read to its end
     */
    ReportedChanges changesSince(ChangeCursor cursor, KnownAccounts known) throws ProblemException;

    /**
     * Reads by {@code uSNChanged} what changed since the last full read or reconciliation, as a cross-check of the
     * feed; {@link ReportedChanges.Known#next} then counts from now. {@link ReportedChanges.Lost} if that was at
     * another server.
     *
     * @throws ProblemException if the read is incomplete
     */
    ReportedChanges changesSinceReconciliation(ChangeCursor cursor) throws ProblemException;

    /**
     * Reads these objects again, as far as they are accounts of this connection. An object that doesn't reach the sink
     * no longer exists, or no longer belongs to this connection.
     *
     * @throws ProblemException if the read is incomplete, or if the sink throws it
     */
    ReadReport readObjects(Set<ObjectGuid> objects, AccountSink sink) throws ProblemException;

    /**
     * Reads every group of the connection with all its members, as {@link #readAll} does.
     *
     * @throws ProblemException if the read is incomplete, or if the sink throws it
     */
    ReadReport readGroups(AccountSink sink) throws ProblemException;

    /**
     * Reads every account of the connection below a container; nothing if the container no longer exists or is outside
     * the search base.
     *
     * @throws ProblemException if the read is incomplete, or if the sink throws it
     */
    ReadReport readBelow(ObjectGuid container, AccountSink sink) throws ProblemException;

    /**
     * Reads the groups of which each of these objects is a direct member, its primary group excepted. A restored
     * object may have other groups than before without any of the groups having changed.
     *
     * @throws ProblemException if the read is incomplete, or if the sink throws it
     */
    void groupsOf(Set<ObjectGuid> objects, GroupsSink sink) throws ProblemException;

    /**
     * Finds the groups that list one of these objects as a member, for those of which {@link #groupsOf} returns none: the
     * service account may not be allowed to read the groups of an object, where it reads the members of groups. Beyond a
     * thousand objects the next reconciliation finds them.
     *
     * @throws ProblemException if the search is incomplete
     */
    default Set<ObjectGuid> groupsListing(Set<ObjectGuid> objects) throws ProblemException {
        return Set.of();
    }

    /**
     * Lists every account of the connection without its content, each once.
     *
     * @throws ProblemException if the read is incomplete, or if the sink throws it
     */
    void list(ListedSink sink) throws ProblemException;

    /**
     * The tombstones among these objects, as far as they can be read.
     *
     * @throws ProblemException if the read is incomplete
     */
    Set<ObjectGuid> deletedAmong(Set<ObjectGuid> objects) throws ProblemException;

    /**
     * The objects among these that are visible anywhere in the domain.
     *
     * @throws ProblemException if the read is incomplete
     */
    Set<ObjectGuid> visibleAmong(Set<ObjectGuid> objects) throws ProblemException;

    /**
     * The kinds of these objects, which groups list as members: those of the domain, and those of the forest's other
     * domains if the domain controller is a global catalog. What isn't found is left out.
     *
     * @throws ProblemException if the read is incomplete
     */
    Map<ObjectGuid, GroupMember.Kind> kindsOf(Set<ObjectGuid> members) throws ProblemException;

    @Override
    void close();
}
