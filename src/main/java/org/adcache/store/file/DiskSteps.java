package org.adcache.store.file;

import java.io.IOException;
import java.nio.file.Path;

/** Hook called before each step of {@link Disk}; tests fail a step, or copy the folder as a crash would leave it. */
@FunctionalInterface
public interface DiskSteps {
    DiskSteps UNOBSERVED = (step, path) -> {};

    /**
     * Called before a step.
     *
     * @param step lock, create, write, sync, rename, sync-folder, overwrite or delete
     * @throws IOException to fail the step
     */
    void before(String step, Path path) throws IOException;
}
