package org.adcache.connection;

import org.adcache.directory.DirectoryConfig;
import org.adcache.sync.SyncConfig;

/** Configuration of one connection: how its domain is read, and when. */
public record ConnectionConfig(DirectoryConfig directory, SyncConfig sync) {}
