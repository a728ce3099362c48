package org.adcache.directory.connect;

import org.adcache.account.Problem;
import org.adcache.account.ProblemException;

/** Failure of one server, after which another may be tried; rejected credentials are never one. */
public final class ServerUnavailable extends ProblemException {
    private static final long serialVersionUID = 1;

    ServerUnavailable(Problem problem, Throwable cause) {
        super(problem, cause);
    }

    ServerUnavailable(Problem problem) {
        super(problem);
    }
}
