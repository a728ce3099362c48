package org.adcache.demo.ldap;

/**
 * What the simulated server asks of the channel binding in a bind over TLS: AD's LdapEnforceChannelBinding 0, 1 and 2.
 */
public enum ChannelBindingPolicy {
    /** Bindings are not looked at. */
    NEVER,
    /** A client may send none; a wrong one is refused. */
    WHEN_SUPPORTED,
    /** A client must send the right one. */
    ALWAYS
}
