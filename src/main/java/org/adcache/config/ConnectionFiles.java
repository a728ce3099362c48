package org.adcache.config;

import java.nio.file.Path;

/** What is asked of the files that a connection names. */
record ConnectionFiles(Form<Path> keytab, Form<Path> trust) {
    /** They are there, readable, and what their keys say. */
    static final ConnectionFiles READ = new ConnectionFiles(FileForms.KEYTAB, FileForms.CERTIFICATES);

    /** Nothing: somebody else will look at them. */
    static final ConnectionFiles NAMED = new ConnectionFiles(FileForms.NAMED, FileForms.NAMED);
}
