package org.adcache.directory;

import java.util.Set;
import org.adcache.account.ObjectGuid;
import org.adcache.account.ProblemException;

/** Takes the groups of one object after the other. */
@FunctionalInterface
public interface GroupsSink {
    void accept(ObjectGuid object, Set<ObjectGuid> groups) throws ProblemException;
}
