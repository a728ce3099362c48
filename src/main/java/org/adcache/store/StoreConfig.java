package org.adcache.store;

import java.nio.file.Path;
import java.util.Optional;

/** Data folder, and the optional key-file of 32 bytes that is mixed into the keys. */
public record StoreConfig(Path dataFolder, Optional<Path> keyFile) {}
