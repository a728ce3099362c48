package org.adcache.directory.connect;

import org.adcache.account.Problem;
import org.adcache.account.ProblemException;

/** A failure of one server, after which the next server may be tried; wrong credentials never are. */
public final class ServerUnavailable extends ProblemException {
    private static final long serialVersionUID = 1;

    ServerUnavailable(Problem problem, Throwable cause) {
        super(problem, cause);
    }

    ServerUnavailable(Problem problem) {
        super(problem);
    }
}
