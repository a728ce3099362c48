package org.adcache.integration;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.adcache.account.Epoch;
import org.adcache.account.Generation;
import org.adcache.account.Problem;
import org.adcache.account.ProblemType;
import org.adcache.store.StoreException;
import org.adcache.store.file.DataFolder;
import org.adcache.store.file.TwoSlotFile;
import org.adcache.store.manifest.EpochTraces;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * State of the switch in {@code integration.json}, which is overwritten in place. No file in a fresh folder means
 * enabled. A damaged file, or none where there is data, means off: nothing is served, and the data is kept until an
 * administrator switches the integration on or off. A key that a disable overwrote means off too, whatever the file
 * says, and the wipe is finished. So does a file that a disable could only rename, which needs no space.
 */
public final class IntegrationFile implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(IntegrationFile.class);
    private static final String NAME = "integration.json";
    private static final String SET_ASIDE = "integration.off.json";
    private static final String DAMAGED = "Its content is damaged.";
    /** The size of the largest file that version 0.1.0 may have written, with room to spare. */
    private static final int LARGEST_OF_FIRST_VERSION = 2048;

    private final DataFolder folder;
    private final Clock clock;
    private final TwoSlotFile file;
    private final TwoSlotFile setAside;
    private final EpochTraces traces;

    public IntegrationFile(DataFolder folder, Clock clock) {
        this.folder = folder;
        this.clock = clock;
        this.file = folder.twoSlotFile(NAME);
        this.setAside = folder.twoSlotFile(SET_ASIDE);
        this.traces = new EpochTraces(folder);
    }

    /**
     * The state read at the start.
     *
     * @param damage what is wrong with the file; present if only an administrator can say whether the integration is
     *     on or off
     * @param saved whether the file says so too; otherwise only the markers of a disable in the files of keys do
     */
    public record Loaded(IntegrationState state, Optional<Problem> damage, boolean saved) {}

    /**
     * Reads the state; that of a fresh folder is written, so that its epoch is on disk before its first data.
     *
     * @throws StoreException if the folder can't be read, or is fresh and can't be written
     */
    public Loaded load() throws StoreException {
        Optional<TwoSlotFile.Content> content;
        try {
            content = file.read();
            Optional<TwoSlotFile.Content> renamed = content.isEmpty() ? setAside.read() : Optional.empty();
            if (renamed.isPresent()) {
                return ofSetAside(renamed.get());
            }
        } catch (StoreException e) {
            return damaged(e.problem().detail(), Optional.empty());
        }
        Loaded loaded = read(content);
        file.keepOpen();
        IntegrationState state = loaded.state();
        boolean undecided = loaded.damage().isPresent();
        return (state.enabled() || undecided) && traces.disabled(state.epoch()) ? interrupted(state) : loaded;
    }

    private Loaded interrupted(IntegrationState before) {
        log.warn("a disable was interrupted, so the integration is off and the wipe is finished");
        return saved(before.wipeStarted(clock.instant(), before.floor(), 0));
    }

    private Loaded saved(IntegrationState off) {
        try {
            save(off);
            return new Loaded(off, Optional.empty(), true);
        } catch (StoreException e) {
            return new Loaded(off, Optional.empty(), false);
        }
    }

    private Loaded ofSetAside(TwoSlotFile.Content content) throws StoreException {
        Optional<IntegrationState> before;
        try {
            before = content.newest().map(StateJson::parse);
        } catch (IllegalArgumentException e) {
            before = Optional.empty();
        }
        if (before.isEmpty()) {
            return damaged("A disable could not write it, only rename it, and it is damaged.", Optional.empty());
        }
        return before.get().enabled() ? interrupted(before.get()) : saved(before.get());
    }

    private Loaded read(Optional<TwoSlotFile.Content> content) throws StoreException {
        if (content.isEmpty()) {
            return folder.fresh() ? fresh() : damaged("It is missing, but there is data.", Optional.empty());
        }
        try {
            return content.get().newest().isEmpty()
                    ? ofFirstVersion()
                    : of(
                            StateJson.parse(content.get().newest().get()),
                            content.get().intact());
        } catch (IOException | IllegalArgumentException e) {
            return damaged(DAMAGED, Optional.empty());
        }
    }

    private Loaded of(IntegrationState state, boolean intact) throws StoreException {
        return intact ? atLeastAsNewAsTheData(state) : damaged(DAMAGED, Optional.of(state));
    }

    private Loaded atLeastAsNewAsTheData(IntegrationState state) throws StoreException {
        return traces.newest()
                        .filter(newest -> newest.compareTo(state.epoch()) > 0)
                        .isPresent()
                ? damaged("It is older than the data.", Optional.of(state))
                : new Loaded(state, Optional.empty(), true);
    }

    /** Version 0.1.0 wrote the bare state, without a checksum. It is replaced at once, while there is space. */
    private Loaded ofFirstVersion() throws IOException, StoreException {
        Path path = file.path();
        if (Files.size(path) > LARGEST_OF_FIRST_VERSION) {
            return damaged(DAMAGED, Optional.empty());
        }
        Loaded loaded = atLeastAsNewAsTheData(
                StateJson.parse(new String(folder.read(NAME).orElseThrow(), StandardCharsets.UTF_8)));
        if (loaded.damage().isEmpty()) {
            try {
                save(loaded.state());
            } catch (StoreException e) {
                log.warn("{} keeps its old form for now: {}", NAME, e.problem());
            }
        }
        return loaded;
    }

    /**
     * Replaces the state durably. If that fails, and the state is off, the file is renamed: a start takes that for off.
     *
     * @throws StoreException if it can't be written
     */
    void save(IntegrationState state) throws StoreException {
        try {
            file.write(StateJson.format(state));
        } catch (StoreException e) {
            if (!state.enabled()) {
                setAside(e);
            }
            throw e;
        }
        try {
            setAside.delete();
        } catch (IOException e) {
            log.debug("{} can't be deleted; it counts for nothing beside {}", SET_ASIDE, NAME, e);
        }
    }

    private void setAside(StoreException failure) {
        try {
            file.rename(SET_ASIDE);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    private Loaded fresh() throws StoreException {
        IntegrationState state =
                new IntegrationState(true, Epoch.FIRST, clock.instant(), Optional.empty(), Generation.NONE, false);
        save(state);
        return new Loaded(state, Optional.empty(), true);
    }

    /**
     * The state that counts while the file is damaged.
     *
     * @param last what an intact half of the file says
     */
    private Loaded damaged(String what, Optional<IntegrationState> last) throws StoreException {
        // The seconds since 1970 exceed every epoch and generation that was ever assigned.
        long above = clock.instant().getEpochSecond();
        Epoch known = last.map(IntegrationState::epoch).orElse(Epoch.FIRST);
        Epoch epoch = traces.newest()
                .map(newest -> newest.compareTo(known) > 0 ? newest : known)
                .or(() -> last.map(IntegrationState::epoch))
                .orElse(new Epoch(above));
        IntegrationState state = new IntegrationState(
                false,
                epoch,
                clock.instant(),
                last.flatMap(IntegrationState::lastWipe),
                last.map(IntegrationState::floor).orElse(new Generation(above)),
                last.filter(IntegrationState::wiping).isPresent());
        return new Loaded(state, Optional.of(damage(what)), true);
    }

    private Problem damage(String what) {
        return new Problem(
                ProblemType.INTEGRATION_STATE_DAMAGED,
                "The switch's state in " + file.path() + " can't be used. " + what
                        + " The integration counts as off; its data is kept, but not served, until it is switched on"
                        + " or off.",
                "Check the disk. Then switch the integration on, which serves the data again, or off, which wipes it.");
    }

    @Override
    public void close() {
        file.close();
        setAside.close();
    }
}
