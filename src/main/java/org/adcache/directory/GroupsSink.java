package org.adcache.directory;

import java.util.Set;
import org.adcache.account.ObjectGuid;
import org.adcache.account.ProblemException;

/** Consumer of group memberships, one object at a time. */
@FunctionalInterface
public interface GroupsSink {
    void accept(ObjectGuid object, Set<ObjectGuid> groups) throws ProblemException;
}
