package org.adcache.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.adcache.account.ConnectionId;
import org.adcache.account.Epoch;
import org.adcache.account.Generation;
import org.adcache.account.Problem;
import org.adcache.store.commit.BaseMerge;
import org.adcache.store.commit.ChangeComparison;
import org.adcache.store.commit.CommitContext;
import org.adcache.store.commit.CommitContext.Work;
import org.adcache.store.commit.Committer;
import org.adcache.store.commit.ComparisonContext;
import org.adcache.store.commit.DraftComparison;
import org.adcache.store.commit.LookedUpAccounts;
import org.adcache.store.commit.SegmentMerge;
import org.adcache.store.commit.StoredChangeDraft;
import org.adcache.store.commit.StoredDraft;
import org.adcache.store.file.DataFolder;
import org.adcache.store.file.Disk;
import org.adcache.store.file.StoreFile;
import org.adcache.store.file.StoreProblems;
import org.adcache.store.image.ImageHeader;
import org.adcache.store.image.ImageKey;
import org.adcache.store.image.ImageWriter;
import org.adcache.store.image.Images;
import org.adcache.store.key.DataKey;
import org.adcache.store.key.KeyRing;
import org.adcache.store.manifest.ConnectionData;
import org.adcache.store.manifest.EpochFence;
import org.adcache.store.manifest.Manifest;
import org.adcache.store.manifest.ManifestChoice;
import org.adcache.store.manifest.ManifestHistory;
import org.adcache.store.manifest.ManifestView;
import org.adcache.store.manifest.Marks;
import org.adcache.store.manifest.StoredFiles;
import org.adcache.store.segment.PendingSegment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The cache on disk. Thread-safe; commits and wipes are serialized. */
public final class Store implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Store.class);

    /** Twice this is the time for which a wipe waits for others; it is asked for by a person or a program in a hurry. */
    private static final Duration LONGEST_WAIT = Duration.ofMillis(250);

    private final StoredFiles files;
    private final Path folder;
    private final Disk disk;
    private final KeyRing keys;
    private final WordFolder words;
    private final Clock clock;
    private final EpochFence fence;
    private final ManifestHistory manifests;
    private final Committer committer;
    private final Images images;
    private volatile Optional<Problem> damage;
    private final ListenerQueue listeners = new ListenerQueue();
    private final Map<ConnectionId, Long> revisions = new ConcurrentHashMap<>();
    // Read lock: drafts writing their own files. Write lock: changes of the manifest and deletions.
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    // Held while a new base or an index image is written to a work file without the lock above. Acquired before it.
    private final ReentrantLock rewriting = new ReentrantLock();
    private final Marks marks;
    private final LongAdder merges = new LongAdder();
    private volatile WipeReport unreported;
    private boolean fellBack;
    private volatile ManifestView view;
    private volatile boolean closing;
    private volatile boolean closed;

    private Store(StoredFiles files, Disk disk, Marks marks, Recovery.Result found, WordFolder words, Clock clock)
            throws StoreException {
        this.files = files;
        this.folder = files.folder();
        this.disk = disk;
        this.keys = files.keys();
        this.words = words;
        this.clock = clock;
        this.marks = marks;
        this.damage = found.damage();
        this.fellBack = found.recovered().fellBack();
        this.unreported = found.erased();
        this.fence = new EpochFence(found.recovered().current().epoch());
        this.manifests = new ManifestHistory(folder, disk, fence, marks, found.recovered());
        this.committer = new Committer(manifests, disk, new SegmentMerge(manifests, disk, words, fence), clock);
        this.images = new Images(folder, disk, clock);
        this.view = viewOf(manifests.current());
    }

    /**
     * Opens the last good generation of this epoch and verifies it. Files of other epochs are deleted, keys first.
     *
     * @param floor the highest generation that the caller knows; the next one exceeds it and all on disk
     * @throws StoreException if the folder or the key-file can't be used at all; damaged data is reported by {@link
     *     #damage()} instead
     */
    public static Store open(
            DataFolder folder, StoreConfig config, Epoch epoch, Generation floor, WordFolder words, Clock clock)
            throws StoreException {
        return open(folder, config, epoch, floor, false, words, clock);
    }

    /**
     * Opens the last good generation, like {@link #open(DataFolder, StoreConfig, Epoch, Generation, WordFolder, Clock)}.
     *
     * @param keepsMarkers whether the files of destroyed keys are kept, as by {@link #wipe}
     * @throws StoreException if the folder or the key-file can't be used at all
     */
    public static Store open(
            DataFolder folder,
            StoreConfig config,
            Epoch epoch,
            Generation floor,
            boolean keepsMarkers,
            WordFolder words,
            Clock clock)
            throws StoreException {
        byte[] keyFile = KeyRing.readKeyFile(config.keyFile());
        Path path = folder.path();
        KeyRing keys = new KeyRing(path.resolve(StoreFile.KEYS), folder.disk(), keyFile);
        StoredFiles files = new StoredFiles(path, keys, folder.digests());
        Marks marks = new Marks(path, folder.disk(), keys);
        Recovery.Result found = Recovery.run(files, folder.disk(), marks, epoch, floor, keepsMarkers);
        files.digests().forget();
        Store store = new Store(files, folder.disk(), marks, found, words, clock);
        store.manifests.deleteUnneeded();
        store.finishRetaining();
        store.images.deleteUseless(store.view);
        store.adopt();
        return store;
    }

    /** The damage found when the store was opened, and what is served instead. */
    public Optional<Problem> damage() {
        return damage;
    }

    public StoreView current() {
        return view;
    }

    /**
     * Starts a full read of a connection.
     *
     * @throws StoreException type {@code epoch-changed} if the epoch isn't the store's
     */
    public Draft begin(ConnectionId connection, Epoch epoch) throws StoreException {
        return working(epoch, () -> {
            DataKey key = keys.findOrCreate(connection, epoch);
            boolean first = !manifests.current().connections().containsKey(connection);
            ComparisonContext context = new ComparisonContext(key, words, fence);
            return new StoredDraft(
                    new DraftContext(), key, words, first, new DraftComparison(context), new LookedUpAccounts(), disk);
        });
    }

    /**
     * Starts an incremental draft of a connection that was read before.
     *
     * @throws StoreException type {@code epoch-changed} if the epoch isn't the store's, {@code connection-not-cached}
     *     if the connection wasn't read
     */
    public ChangeDraft beginChanges(ConnectionId connection, Epoch epoch) throws StoreException {
        return working(epoch, () -> {
            Optional<DataKey> found = key(connection, epoch);
            if (found.isEmpty() || !manifests.current().connections().containsKey(connection)) {
                throw StoreProblems.neverRead(connection);
            }
            DataKey key = found.get();
            ComparisonContext context = new ComparisonContext(key, words, fence);
            LookedUpAccounts lookedUp = new LookedUpAccounts();
            ChangeComparison comparison = new ChangeComparison(context, lookedUp);
            StoredDraft draft = new StoredDraft(new DraftContext(), key, words, false, comparison, lookedUp, disk);
            return new StoredChangeDraft(new DraftContext(), key, draft, lookedUp);
        });
    }

    private <T> T working(Epoch epoch, Work<T> work) throws StoreException {
        lock.readLock().lock();
        try {
            requireOpen();
            fence.pass(epoch);
            return work.run();
        } finally {
            lock.readLock().unlock();
        }
    }

    EpochFence fence() {
        return fence;
    }

    private long revision(ConnectionId connection) {
        return revisions.getOrDefault(connection, 0L);
    }

    private StoreView commit(DataKey key, StoredDraft.Compared draft, ConnectionState state) throws StoreException {
        Optional<Committer.Tentative> tentative = locked(() -> {
            requireCommittable(key, draft);
            return committer.tentative(key, draft, state);
        });
        try {
            if (tentative.isPresent()) {
                // Without the lock: indexing takes seconds, and a wipe must not wait for it.
                listeners.check(viewOf(tentative.get().next()));
            }
            return exclusively(() -> {
                requireCommittable(key, draft);
                committer.commit(key, draft, state, tentative);
                return announceCommit(key.connection());
            });
        } catch (StoreException e) {
            listeners.abandon();
            throw e;
        }
    }

    private void requireCommittable(DataKey key, StoredDraft.Compared draft) throws StoreException {
        fence.pass(key.epoch());
        if (key.destroyed() || draft.revision() != revision(key.connection())) {
            throw StoreProblems.draftOutdated(key.connection());
        }
    }

    /**
     * Serves the generation before the current one, or none if that isn't usable either or was tried; called at
     * the start if the current one is whole on disk and still can't be used.
     *
     * @return false if there is nothing else
     * @throws StoreException if the folder can't be read
     */
    public boolean fallBack(Problem reason) throws StoreException {
        return alone(() -> {
            Manifest useless = manifests.current();
            if (useless.connections().isEmpty()) {
                return false;
            }
            ManifestChoice.Chosen other = otherThan(reason);
            manifests.restart(other.recovered());
            damage = other.damage();
            fellBack = true;
            view = viewOf(manifests.current());
            return true;
        });
    }

    private ManifestChoice.Chosen otherThan(Problem reason) throws StoreException {
        ManifestChoice.Rejected rejected =
                new ManifestChoice.Rejected(Optional.of(reason.detail().replaceAll("\\.$", "")), fellBack);
        try {
            return ManifestChoice.run(files, fence.current(), marks, manifests.highest(), rejected);
        } catch (IOException e) {
            throw StoreProblems.readFailed(folder, e);
        }
    }

    private StoreView announceCommit(ConnectionId connection) throws StoreException {
        ManifestView committed = viewOf(manifests.current());
        view = committed;
        revisions.merge(connection, 1L, Long::sum);
        listeners.enqueue(listener -> listener.committed(committed));
        return committed;
    }

    /**
     * Deletes the data and keys of every connection that is not among these.
     *
     * @return what was deleted of each
     * @throws StoreException if it can't be deleted
     */
    public Map<ConnectionId, WipeReport> retain(Set<ConnectionId> connections) throws StoreException {
        return alone(() -> {
            Set<ConnectionId> before = manifests.current().connections().keySet();
            ConnectionRemoval removal = new ConnectionRemoval(folder, disk, keys, manifests);
            Map<ConnectionId, WipeReport> removed = removal.retain(connections);
            for (ConnectionId id : before) {
                if (!connections.contains(id)) {
                    announceCommit(id);
                }
            }
            return removed;
        });
    }

    /**
     * Finishes removals that a crash interrupted; an overwritten secret marks such a connection. If the disk can't be
     * written to, its data is not served all the same.
     */
    private void finishRetaining() throws StoreException {
        SortedMap<ConnectionId, ConnectionData> retained = retained();
        if (retained.size() == manifests.current().connections().size()) {
            return;
        }
        try {
            retain(retained.keySet());
        } catch (StoreException e) {
            log.error("{}", e.problem());
            manifests.serveOnly(retained);
            view = viewOf(manifests.current());
        }
    }

    private SortedMap<ConnectionId, ConnectionData> retained() throws StoreException {
        try {
            return Recovery.retained(manifests.current(), keys);
        } catch (IOException e) {
            throw StoreProblems.readFailed(folder, e);
        }
    }

    private void adopt() {
        try {
            manifests.adopt();
        } catch (StoreException e) {
            log.warn("The cache of the previous version can't be marked yet: {}", e.problem());
        }
    }

    /**
     * Merges the segments of each connection into a new base if they have held superseded or removed records for too
     * long, or if more than a quarter changed since the last merge; cheap if nothing is due. Call it every few
     * minutes, and after a commit if you like: removed accounts are gone from the disk within 24 hours, the previous
     * generation included. Commits continue during the merge; if one of them merges the same segments, it wins, and
     * the next call tries again. An index image is deleted when it is 20 hours old and its generation was replaced.
     *
     * @throws StoreException if it can't be written
     */
    public void mergeDue() throws StoreException {
        Epoch epoch = fence.current();
        rewriting.lock();
        try {
            StoreException failure = null;
            for (ConnectionId connection : manifests.current().connections().keySet()) {
                try {
                    rewriteBase(connection, epoch);
                } catch (StoreException e) {
                    failure = failure == null ? e : failure;
                }
            }
            locked(() -> {
                fence.pass(epoch);
                committer.forgetOverdue();
                images.deleteOverdue(view);
                return true;
            });
            if (failure != null) {
                throw failure;
            }
        } catch (StoreException e) {
            // A wipe ended the merge; it also deletes the segments to be merged.
            if (fence.current().equals(epoch)) {
                throw e;
            }
        } finally {
            rewriting.unlock();
        }
    }

    private void rewriteBase(ConnectionId connection, Epoch epoch) throws StoreException {
        Optional<BaseMerge> due = locked(() -> {
            fence.pass(epoch);
            Optional<DataKey> key = key(connection, epoch);
            return key.isPresent() ? committer.baseMerge(key.get()) : Optional.empty();
        });
        if (due.isEmpty()) {
            return;
        }
        try (BaseMerge base = due.get()) {
            PendingSegment merged = committer.rewrite(base);
            locked(() -> {
                fence.pass(epoch);
                if (committer.install(base, merged)) {
                    merges.increment();
                    view = viewOf(manifests.current());
                }
                return true;
            });
        }
    }

    /**
     * Writes an index image of a view to a work file, then replaces the current image. No key is destroyed meanwhile.
     */
    private void saveImage(ManifestView of, String format, IndexImage.Writing content) throws StoreException {
        rewriting.lock();
        try {
            requireServing(of.epoch());
            ImageHeader header = images.header(of, format, manifests.current().generation());
            ImageKey key = ImageKey.of(header, of.keys()).orElseThrow(StoreProblems::imageOutdated);
            Path work = manifests.path(StoreFile.imageWork(header.epoch(), header.generation()));
            try (ImageWriter image = ImageWriter.create(work, disk, header, key, () -> requireServing(of.epoch()))) {
                content.to(image);
                image.finish();
                locked(() -> {
                    requireServing(of.epoch());
                    images.install(work, header);
                    return true;
                });
            }
        } finally {
            rewriting.unlock();
        }
    }

    private void requireServing(Epoch epoch) throws StoreException {
        fence.pass(epoch);
        if (closing) {
            throw StoreProblems.imageOutdated();
        }
    }

    /**
     * Ends every earlier epoch in memory, so that nothing of it can be committed any more, and overwrites its keys with
     * the marker of a disable. Waits for no lock; needs no space, no new file, and no file descriptor for a key in use.
     *
     * @return the keys that could not be overwritten
     */
    public List<WipeReport.Pending> destroyKeys(Epoch newEpoch) {
        fence.raise(newEpoch);
        Wiper wiper = new Wiper(folder, disk, keys);
        wiper.destroyKeys(newEpoch);
        return wiper.pending();
    }

    /**
     * Destroys the keys, then deletes segments, index images, drafts and manifests of every earlier epoch. Idempotent.
     * Waits half a second at most for work that is writing; it notices that its epoch has ended.
     *
     * @param keepsMarkers whether the files of destroyed keys are kept, because nothing else on disk says yet that
     *     their epoch has ended
     * @return what was deleted, including by earlier attempts and when the folder was opened, and what is pending
     */
    public WipeReport wipe(Epoch newEpoch, boolean keepsMarkers) throws StoreException {
        List<WipeReport.Pending> keysLeft = destroyKeys(newEpoch);
        boolean alone = tryAlone(() -> {
            boolean moves = !manifests.current().epoch().equals(newEpoch);
            int accounts = moves ? manifests.current().accounts() : 0;
            if (moves) {
                keys.forgetAll();
                manifests.startAfresh(newEpoch);
                view = viewOf(manifests.current());
                listeners.enqueue(listener -> listener.wiped(newEpoch));
            }
            Wiper wiper = new Wiper(folder, disk, keys);
            wiper.eraseAllBut(newEpoch, moves, keepsMarkers);
            WipeReport counted = new WipeReport(accounts, 0, 0, List.of());
            unreported = unreported.then(counted).then(wiper.report());
        });
        WipeReport report = unreported;
        unreported = WipeReport.NOTHING;
        return alone ? report : report.withPending(keysLeft).withPending(List.of(StoreProblems.busy()));
    }

    /**
     * Destroys the keys, then deletes everything of every earlier epoch, like {@link #wipe(Epoch, boolean)}.
     *
     * @return what was deleted and what is pending
     */
    public WipeReport wipe(Epoch newEpoch) throws StoreException {
        return wipe(newEpoch, false);
    }

    /** What could not be deleted of other epochs when the store was opened. */
    public List<WipeReport.Pending> pending() {
        return unreported.pending();
    }

    private interface Deletion {
        void run() throws StoreException;
    }

    /** Runs a deletion exclusive of all other work, unless that doesn't end in time. Waits for no listener. */
    private boolean tryAlone(Deletion deletion) throws StoreException {
        boolean ran = tryHolding(
                rewriting,
                () -> tryHolding(lock.writeLock(), () -> {
                    requireOpen();
                    deletion.run();
                    return true;
                }));
        listeners.deliverUnlessBusy();
        return ran;
    }

    private static boolean tryHolding(Lock lock, Work<Boolean> work) throws StoreException {
        try {
            if (!lock.tryLock(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                return false;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        try {
            return work.run();
        } finally {
            lock.unlock();
        }
    }

    /** Runs work exclusive of work files as well, then notifies the listeners. */
    private <T> T alone(Work<T> work) throws StoreException {
        try {
            rewriting.lock();
            try {
                return locked(work);
            } finally {
                rewriting.unlock();
            }
        } finally {
            listeners.deliver();
        }
    }

    private <T> T exclusively(Work<T> work) throws StoreException {
        try {
            return locked(work);
        } finally {
            listeners.deliver();
        }
    }

    private <T> T locked(Work<T> work) throws StoreException {
        lock.writeLock().lock();
        try {
            requireOpen();
            return work.run();
        } finally {
            lock.writeLock().unlock();
        }
    }

    private Optional<DataKey> key(ConnectionId connection, Epoch epoch) throws StoreException {
        try {
            return keys.find(connection, epoch);
        } catch (IOException e) {
            throw StoreProblems.readFailed(keys.file(connection, epoch), e);
        }
    }

    private ManifestView viewOf(Manifest manifest) throws StoreException {
        Map<ConnectionId, DataKey> known = new HashMap<>();
        for (ConnectionId connection : manifest.connections().keySet()) {
            key(connection, manifest.epoch()).ifPresent(key -> known.put(connection, key));
        }
        return new ManifestView(manifest, folder, known, words, new ImagesOfViews(), clock.instant());
    }

    /**
     * Figures about the files on disk.
     *
     * @param segments by connection
     * @param merges of segments into a new base since the start
     * @param imageBytes size of the index image; empty if there is none
     */
    public record Figures(Map<ConnectionId, Integer> segments, long merges, OptionalLong imageBytes) {
        public Figures {
            segments = Map.copyOf(segments);
        }
    }

    /** The present figures about the files on disk. */
    public Figures figures() {
        Map<ConnectionId, Integer> segments = new HashMap<>();
        manifests
                .current()
                .connections()
                .forEach((id, data) -> segments.put(id, data.segments().size()));
        return new Figures(segments, merges.sum(), images.bytes());
    }

    /** Bytes of all files of the store, keys and drafts included. */
    public long bytesOnDisk() {
        try {
            List<Path> files = new ArrayList<>(Disk.list(folder.resolve(StoreFile.KEYS)));
            files.addAll(Disk.list(folder));
            long bytes = 0;
            for (Path file : files) {
                if (StoreFile.isOfStore(file)) {
                    bytes += Wiper.size(file);
                }
            }
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Tells the listeners of the current view, as after a commit. */
    public void announce() {
        StoreView now = view;
        listeners.enqueue(listener -> listener.committed(now));
        listeners.deliver();
    }

    public void listen(StoreListener listener) {
        listeners.add(listener);
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the store is closed");
        }
    }

    /**
     * Ends the writing of work files and clears the keys from memory; the data folder stays locked until it is closed
     * itself.
     */
    @Override
    public void close() {
        closing = true;
        rewriting.lock();
        lock.writeLock().lock();
        try {
            closed = true;
            keys.close();
        } finally {
            lock.writeLock().unlock();
            rewriting.unlock();
        }
    }

    private final class DraftContext implements CommitContext {
        @Override
        public EpochFence fence() {
            return fence;
        }

        @Override
        public ManifestHistory manifests() {
            return manifests;
        }

        @Override
        public long revision(ConnectionId connection) {
            return Store.this.revision(connection);
        }

        @Override
        public <T> T working(Epoch epoch, Work<T> work) throws StoreException {
            return Store.this.working(epoch, work);
        }

        @Override
        public StoreView commit(DataKey key, StoredDraft.Compared draft, ConnectionState state) throws StoreException {
            return Store.this.commit(key, draft, state);
        }
    }

    private final class ImagesOfViews implements ManifestView.ImageAccess {
        @Override
        public Optional<IndexImage> find(String format, ManifestView view) {
            return images.find(format, view);
        }

        @Override
        public void save(ManifestView view, String format, IndexImage.Writing content) throws StoreException {
            saveImage(view, format, content);
        }
    }
}
