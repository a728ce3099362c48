package org.adcache.directory.feed;

import java.time.Clock;

/** State that a directory keeps across sessions, in memory only. */
public record DirectoryMemory(ContainerTable containers, FeedTrials trials) {
    public static DirectoryMemory fresh(Clock clock) {
        return new DirectoryMemory(new ContainerTable(), new FeedTrials(clock));
    }
}
