package org.adcache.connection;

import org.adcache.directory.DirectoryConfig;
import org.adcache.store.scope.ReadScope;
import org.adcache.sync.SyncConfig;

/** Configuration of one connection: how its domain is read, and when. */
public record ConnectionConfig(DirectoryConfig directory, SyncConfig sync) {
    /** Which accounts are read. */
    public ReadScope scope() {
        return ReadScope.of(
                directory.domain(),
                directory.searchBase(),
                directory.contacts(),
                directory.groups(),
                directory.emailAttributes());
    }
}
