package org.adcache.store.manifest;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.adcache.account.ConnectionId;
import org.adcache.account.Epoch;
import org.adcache.account.Generation;
import org.adcache.account.Problem;
import org.adcache.account.ProblemType;
import org.adcache.store.file.StoreFile;
import org.adcache.store.manifest.ManifestCandidate.Fault;
import org.jspecify.annotations.Nullable;

/**
 * Choice of the last good state at the start: the newest manifest if it and every file it names are intact and it is
 * that of the last commit; else its predecessor; else nothing. A manifest is that of the last commit if the mark names
 * it, or if it is newer than the mark, as after a crash between the two.
 */
public final class ManifestChoice {
    /** Numbers that an unreadable manifest may have used beyond its predecessor's, plus one. */
    public static final int NUMBERS_LOST_WITH_A_MANIFEST = 2;

    private final Epoch epoch;
    private final Marks marks;
    private final ManifestCandidate newest;
    private final ManifestCandidate before;
    private final Optional<Mark> mark;
    private final Rejected rejected;
    private long highest;
    private @Nullable Problem damage;

    private ManifestChoice(StoredFiles files, Epoch epoch, Marks marks, long highest, Rejected rejected)
            throws IOException {
        this.rejected = rejected;
        this.epoch = epoch;
        this.marks = marks;
        this.newest = ManifestCandidate.read(files, StoreFile.MANIFEST).of(epoch);
        this.before = ManifestCandidate.read(files, StoreFile.PREVIOUS_MANIFEST).of(epoch);
        this.mark = marks.last(epoch);
        this.highest =
                Math.max(highest, mark.map(last -> last.generation().number()).orElse(0L));
    }

    /**
     * Chooses.
     *
     * @param highest the highest number of a generation or a file that is known
     * @param rejected what was chosen before and can't be used
     */
    public static Chosen run(StoredFiles files, Epoch epoch, Marks marks, long highest, Rejected rejected)
            throws IOException {
        ManifestChoice choice = new ManifestChoice(files, epoch, marks, highest, rejected);
        Recovered recovered = choice.choose();
        return new Chosen(recovered, Optional.ofNullable(choice.damage));
    }

    /**
     * Choices that turned out to be useless, though their files are intact.
     *
     * @param reason why the newest generation is; empty if it isn't
     * @param all whether its predecessor is useless too
     */
    public record Rejected(Optional<String> reason, boolean all) {
        public static final Rejected NONE = new Rejected(Optional.empty(), false);
    }

    /** What is served, and the damage that was found. */
    public record Chosen(Recovered recovered, Optional<Problem> damage) {}

    private Recovered choose() throws IOException {
        Optional<Fault> fault = rejected.reason()
                .map(reason -> new Fault(reason, false))
                .or(newest::fault)
                .or(this::wentBack);
        if (fault.isEmpty()) {
            return newest(newest.file().orElseThrow());
        }
        boolean neverWritten = newest.missing()
                && before.missing()
                && mark.flatMap(Mark::manifest).isEmpty();
        if (neverWritten && !marks.isAKeyUnreadable(epoch)) {
            return recovered(Manifest.empty(epoch, new Generation(highest)), Optional.empty(), false);
        }
        Optional<ManifestFile> predecessor = predecessor();
        if (predecessor.isPresent()) {
            Generation lost = predecessor.get().manifest().generation();
            highest = Math.max(highest, lost.number() + NUMBERS_LOST_WITH_A_MANIFEST) + 1;
            damage = fault.get()
                    .problem("Generation " + lost.number() + ", the one before, is served as " + highest
                            + " until the next sync, which reads everything.");
            return recovered(predecessor.get().manifest().again(new Generation(highest)), predecessor, true);
        }
        highest++;
        damage = fault.get().problem("The cache starts empty; the damaged files stay until the next sync.");
        return recovered(Manifest.empty(epoch, new Generation(highest)), Optional.empty(), true);
    }

    private Recovered recovered(Manifest current, Optional<ManifestFile> previous, boolean fellBack) {
        Optional<ManifestFile> onDisk =
                newest.file().filter(file -> previous.filter(file::equals).isPresent());
        return new Recovered(current, onDisk, previous, highest, serial(), fellBack);
    }

    private long serial() {
        return Math.max(mark.map(Mark::serial).orElse(0L), serial(newest));
    }

    private static long serial(ManifestCandidate candidate) {
        return candidate.manifest().map(Manifest::serial).orElse(0L);
    }

    private Recovered newest(ManifestFile file) {
        Optional<ManifestFile> previous = before.file().filter(this::mayPrecede);
        if (previous.isEmpty() && !before.missing()) {
            damage = new Fault(StoreFile.PREVIOUS_MANIFEST + " is damaged or not the one that was kept", false)
                    .problem("Generation " + file.manifest().generation().number() + " is whole and served.");
        }
        Manifest current = file.manifest();
        List<String> faults = new ArrayList<>();
        SortedMap<ConnectionId, ConnectionData> connections = new TreeMap<>(current.connections());
        if (current.serial() > 0) {
            connections.replaceAll((id, data) -> withoutCursorIf(marks.fault(id, epoch), data, faults));
        }
        if (!faults.isEmpty()) {
            damage = new Problem(
                    ProblemType.CACHE_DAMAGED,
                    "Whether the cache is the newest can't be verified: " + String.join(", ", faults) + ". Generation "
                            + current.generation().number() + " is served; the next sync reads everything.",
                    "Check the disk. The next successful sync makes the cache whole again.");
        }
        return new Recovered(current.with(connections), Optional.of(file), previous, highest, serial(), false);
    }

    private static ConnectionData withoutCursorIf(Optional<String> fault, ConnectionData data, List<String> faults) {
        fault.ifPresent(faults::add);
        return fault.isPresent() ? data.withoutCursor() : data;
    }

    private Optional<Fault> wentBack() {
        ManifestFile file = newest.file().orElseThrow();
        return mark.filter(last ->
                        last.manifest().isPresent() && file.manifest().serial() <= last.serial() && !last.names(file))
                .map(last -> new Fault(
                        StoreFile.MANIFEST + " is of generation "
                                + file.manifest().generation().number() + ", but generation "
                                + last.generation().number() + " was committed after it",
                        false));
    }

    private Optional<ManifestFile> predecessor() {
        if (rejected.all()) {
            return Optional.empty();
        }
        return rejected.reason().isPresent()
                ? predecessor(before)
                : predecessor(before).or(() -> predecessor(newest));
    }

    private Optional<ManifestFile> predecessor(ManifestCandidate candidate) {
        return candidate
                .file()
                .filter(this::mayPrecede)
                .filter(file -> candidate.fault().isEmpty());
    }

    /** Whether it is the kept predecessor, the last commit itself, or as new as a commit that was not marked. */
    private boolean mayPrecede(ManifestFile file) {
        return mark.map(last -> last.namesAsPrevious(file)
                        || last.names(file)
                        || file.manifest().serial() > last.serial())
                .orElse(true);
    }
}
