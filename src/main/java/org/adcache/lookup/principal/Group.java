package org.adcache.lookup.principal;

import org.adcache.account.ObjectGuid;

/**
 * Group that an account is in, directly or through others.
 *
 * @param cn empty if the group has none that is readable
 */
public record Group(ObjectGuid objectGuid, String cn, String distinguishedName) {}
