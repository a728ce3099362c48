package org.adcache.api;

import java.util.Optional;

/** Whether tombstones can be read, so that deletions are noticed at the next sync. */
public record DeletedObjectsDocument(boolean readable, Optional<String> detail, Optional<String> remedy) {}
