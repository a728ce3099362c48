package org.adcache.directory.feed;

import java.time.Clock;

/** What a directory remembers from one session to the next, in memory only. */
public record DirectoryMemory(ContainerTable containers, DirSyncSupport dirSyncSupport) {
    public static DirectoryMemory fresh(Clock clock) {
        return new DirectoryMemory(new ContainerTable(), new DirSyncSupport(clock));
    }
}
