package org.adcache.testing;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.adcache.account.Account;
import org.adcache.account.Domain;
import org.adcache.account.ObjectGuid;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;
import org.adcache.directory.AccountSink;
import org.adcache.directory.ChangeCursor;
import org.adcache.directory.ChangeFeed;
import org.adcache.directory.Changes;
import org.adcache.directory.Directory;
import org.adcache.directory.DirectorySession;
import org.adcache.directory.ListedSink;
import org.adcache.directory.ReadReport;
import org.jspecify.annotations.Nullable;

/** A directory in memory that a test can make refuse, break off, or stall. */
public final class FakeDirectory implements Directory {
    private volatile List<Account> accounts = List.of();
    private volatile @Nullable Problem refusal;
    private volatile int failAfter = Integer.MAX_VALUE;
    private volatile @Nullable CountDownLatch stalled;
    private final AtomicInteger opened = new AtomicInteger();

    public void holds(List<Account> newAccounts) {
        accounts = List.copyOf(newAccounts);
    }

    /** Sessions can't be opened, for this reason; null: they can. */
    public void refuses(@Nullable Problem problem) {
        refusal = problem;
    }

    /** Reads fail after so many accounts. */
    public void failsAfter(int count) {
        failAfter = count;
    }

    /** The next read stops before its first account until its session is closed. */
    public CountDownLatch stalls() {
        CountDownLatch reached = new CountDownLatch(1);
        stalled = reached;
        return reached;
    }

    public int opened() {
        return opened.get();
    }

    @Override
    public DirectorySession open(Optional<ChangeCursor> cursor, Instant deadline) throws ProblemException {
        opened.incrementAndGet();
        Problem problem = refusal;
        if (problem != null) {
            throw new ProblemException(problem);
        }
        return new Session();
    }

    private final class Session implements DirectorySession {
        private final CountDownLatch closed = new CountDownLatch(1);

        @Override
        public String server() {
            return "dc1.corp.example:636";
        }

        @Override
        public Domain domain() {
            return People.DOMAIN;
        }

        @Override
        public ReadReport readAll(AccountSink sink) throws ProblemException {
            CountDownLatch reached = stalled;
            if (reached != null) {
                stalled = null;
                reached.countDown();
                awaitClose();
            }
            int read = 0;
            for (Account account : accounts) {
                if (read == failAfter) {
                    throw new ProblemException(new Problem("ldap-busy", "The page failed.", "Try again."));
                }
                sink.accept(account);
                read++;
            }
            return new ReadReport(read, 0);
        }

        private void awaitClose() throws ProblemException {
            try {
                if (!closed.await(30, TimeUnit.SECONDS)) {
                    throw new AssertionError("the session was not closed");
                }
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            throw new ProblemException(new Problem("connection-closed", "The connection was closed.", "Try again."));
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
            closed.countDown();
        }
    }
}
