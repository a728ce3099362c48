package org.adcache.sync;

import java.time.Duration;
import org.adcache.account.ConnectionId;

/** Number of the finished cycles of a connection with one outcome since the start, and how long they took together. */
public record RunTotals(ConnectionId connection, SyncRun.Outcome outcome, long runs, Duration time) {}
