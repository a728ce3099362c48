package org.adcache.demo.ldap;

/**
 * Channel binding that the simulated server requires in a bind over TLS: AD's LdapEnforceChannelBinding 0, 1 and 2.
 */
public enum ChannelBindingPolicy {
    /** Bindings are ignored. */
    NEVER,
    /** A client may send none; a wrong one is refused. */
    WHEN_SUPPORTED,
    /** A client must send the right one. */
    ALWAYS
}
