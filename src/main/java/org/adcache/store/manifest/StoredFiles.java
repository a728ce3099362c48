package org.adcache.store.manifest;

import java.nio.file.Path;
import org.adcache.store.file.FileDigests;
import org.adcache.store.key.KeyRing;

/** Files that a manifest may name, with the keys and the digests that verify them. */
public record StoredFiles(Path folder, KeyRing keys, FileDigests digests) {
    Path resolve(String name) {
        return folder.resolve(name);
    }
}
