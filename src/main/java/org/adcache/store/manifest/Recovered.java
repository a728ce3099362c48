package org.adcache.store.manifest;

import java.util.Optional;

/**
 * State that recovery found on disk.
 *
 * @param current what is served: the newest manifest, or its predecessor under a new generation, or nothing
 * @param onDisk the content of the manifest file, if it is whole
 * @param previous the content of the previous manifest, if it is a predecessor of the newest
 * @param highest the highest number ever given to a generation or a file
 * @param serial the highest of a publication
 * @param fellBack whether the newest manifest can't be used; files that no manifest names are then kept until the next
 *     commit
 */
public record Recovered(
        Manifest current,
        Optional<ManifestFile> onDisk,
        Optional<ManifestFile> previous,
        long highest,
        long serial,
        boolean fellBack) {}
