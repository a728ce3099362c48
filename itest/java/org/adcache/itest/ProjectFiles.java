package org.adcache.itest;

import java.nio.file.Path;

/** Paths of the built distribution and of this project's files, as Failsafe passes them. */
final class ProjectFiles {
    private ProjectFiles() {}

    /** A file of the project, by its path from the root. */
    static Path path(String relative) {
        return Path.of(property("basedir"), relative);
    }

    /** The distribution under test. */
    static Path distribution() {
        return Path.of(property("adcache.distribution"));
    }

    /** The installed command. */
    static Path launcher() {
        return distribution().resolve("bin/adcache");
    }

    private static String property(String name) {
        String value = System.getProperty(name);
        if (value == null) {
            throw new IllegalStateException("the system property " + name + " is not set: run through Failsafe");
        }
        return value;
    }
}
