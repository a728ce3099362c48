package org.adcache.connection;

import java.time.Instant;
import java.util.Optional;
import org.adcache.account.ProblemException;
import org.adcache.directory.ChangeCursor;
import org.adcache.directory.Directory;
import org.adcache.directory.DirectorySession;

/** Directory whose sessions need something that may have failed at the start, and is tried again before each. */
final class PreparedDirectory implements Directory {
    private final Directory directory;
    private final Preparation preparation;

    PreparedDirectory(Directory directory, Preparation preparation) {
        this.directory = directory;
        this.preparation = preparation;
    }

    @Override
    public DirectorySession open(Optional<ChangeCursor> cursor, Instant deadline) throws ProblemException {
        preparation.prepare();
        return directory.open(cursor, deadline);
    }

    @Override
    public DirectorySession openBest(Optional<ChangeCursor> cursor, Instant deadline) throws ProblemException {
        preparation.prepare();
        return directory.openBest(cursor, deadline);
    }

    @Override
    public Optional<DirectorySession> openOther(String server, Instant deadline) {
        return directory.openOther(server, deadline);
    }
}
