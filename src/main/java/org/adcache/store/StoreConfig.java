package org.adcache.store;

import java.nio.file.Path;
import java.util.Optional;

/** Where the cache lies, and the optional second secret of 32 bytes that its keys are derived with. */
public record StoreConfig(Path dataFolder, Optional<Path> keyFile) {}
