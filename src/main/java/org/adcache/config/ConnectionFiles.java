package org.adcache.config;

import java.nio.file.Path;
import org.adcache.config.form.FileForms;
import org.adcache.config.form.Form;

/** Requirements on the files that a connection names. */
record ConnectionFiles(Form<Path> keytab, Form<Path> trust) {
    /** They exist, are readable, and hold what their keys say. */
    static final ConnectionFiles READ = new ConnectionFiles(FileForms.KEYTAB, FileForms.CERTIFICATES);

    /** The keytab isn't there yet. */
    static final ConnectionFiles WITHOUT_KEYTAB = new ConnectionFiles(FileForms.NAMED, FileForms.CERTIFICATES);

    /** None: the files are checked elsewhere. */
    static final ConnectionFiles NAMED = new ConnectionFiles(FileForms.NAMED, FileForms.NAMED);
}
