package org.adcache.store.manifest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.adcache.account.Epoch;
import org.adcache.store.StoreException;
import org.adcache.store.file.DataFolder;
import org.adcache.store.file.Disk;
import org.adcache.store.file.StoreFile;
import org.adcache.store.file.StoreProblems;
import org.adcache.store.key.KeyRing;
import org.adcache.store.key.KeyState;

/** Traces of epochs in a data folder: what its files say of the switch, whatever the switch's own file says. */
public final class EpochTraces {
    private final DataFolder folder;

    public EpochTraces(DataFolder folder) {
        this.folder = folder;
    }

    /**
     * The highest epoch of a key, segment, index image or manifest; empty if there are none.
     *
     * @throws StoreException if the folder can't be read
     */
    public Optional<Epoch> newest() throws StoreException {
        return Stream.concat(
                        folder.newestEpoch().stream(),
                        Stream.of(StoreFile.MANIFEST, StoreFile.PREVIOUS_MANIFEST)
                                .flatMap(name -> ofManifest(folder.path().resolve(name)).stream()))
                .filter(epoch -> epoch.number() <= Epoch.HIGHEST_READ)
                .max(Comparator.naturalOrder());
    }

    private static Optional<Epoch> ofManifest(Path file) {
        try {
            return Files.isRegularFile(file)
                    ? Optional.of(ManifestJson.read(Disk.read(file)).epoch())
                    : Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * Whether a key of this epoch was overwritten because the integration was switched off.
     *
     * @throws StoreException if the folder can't be read
     */
    public boolean disabled(Epoch epoch) throws StoreException {
        Path keys = folder.path().resolve(StoreFile.KEYS);
        try {
            return Disk.list(keys).stream().anyMatch(file -> isKeyOf(epoch, file) && isDisabled(file));
        } catch (IOException e) {
            throw StoreProblems.readFailed(keys, e);
        }
    }

    private static boolean isKeyOf(Epoch epoch, Path file) {
        return StoreFile.parse(file)
                .filter(parsed ->
                        parsed.kind() == StoreFile.Kind.KEY && parsed.epoch().equals(epoch))
                .isPresent();
    }

    private static boolean isDisabled(Path file) {
        try {
            return Files.isRegularFile(file)
                    && KeyRing.state(file)
                            .filter(state -> state == KeyState.DISABLED)
                            .isPresent();
        } catch (IOException e) {
            return false;
        }
    }
}
