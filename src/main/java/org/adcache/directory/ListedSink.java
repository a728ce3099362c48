package org.adcache.directory;

import org.adcache.account.DistinguishedName;
import org.adcache.account.ObjectGuid;
import org.adcache.account.ProblemException;

/** Consumer of listed accounts, one by one, without their content. */
@FunctionalInterface
public interface ListedSink {
    void accept(ObjectGuid objectGuid, DistinguishedName distinguishedName) throws ProblemException;
}
