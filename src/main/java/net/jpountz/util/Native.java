package net.jpountz.util;

/**
 * Replacement of lz4-java's class of this name, which would extract a native library into the temporary folder, where
 * it stays when the process is killed. MapDB, the only user of lz4-java, computes hashes with it; without the library
 * it takes the implementation in Java. The class comes first on the class path, before lz4-java's.
 */
public final class Native {
    private Native() {}

    public static boolean isLoaded() {
        return false;
    }

    /** Fails, which lz4-java answers with its implementation in Java. */
    @SuppressWarnings("DoNotCallSuggester")
    public static void load() {
        throw new UnsupportedOperationException("adcache loads no native library");
    }
}
