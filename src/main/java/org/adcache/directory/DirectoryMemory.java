package org.adcache.directory;

import java.time.Clock;

/** What a directory remembers from one session to the next, in memory only. */
record DirectoryMemory(ContainerTable containers, DirSyncTrials trials) {
    static DirectoryMemory fresh(Clock clock) {
        return new DirectoryMemory(new ContainerTable(), new DirSyncTrials(clock));
    }
}
