package org.adcache.store;

import org.adcache.account.Problem;
import org.adcache.account.ProblemException;

/** Failure to read or write the data folder. */
public final class StoreException extends ProblemException {
    private static final long serialVersionUID = 1;

    public StoreException(Problem problem, Throwable cause) {
        super(problem, cause);
    }

    public StoreException(Problem problem) {
        super(problem);
    }
}
