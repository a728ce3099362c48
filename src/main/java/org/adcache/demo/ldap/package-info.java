/**
 * Protocol side of the simulated directory: an LDAP server that behaves like an Active Directory domain controller.
 *
 * <p>{@link org.adcache.demo.ldap.DomainController} listens; each connection has a handler of its own, which holds the
 * connection's state (bound or not, on TLS or not). A search is compiled once into a filter and a list of attributes,
 * then walks over the positions of the {@code DirectoryTree}:
 *
 * <pre>
 *   request --> SearchControls, FilterCompiler, AttributeSelection --> Walk --> EntryWriter --> client
 * </pre>
 *
 * Errors are thrown as {@link com.unboundid.ldap.sdk.LDAPException} with AD's result code and diagnostic message.
 *
 * <p>Not here: the entries ({@code people}).
 */
@NullMarked
package org.adcache.demo.ldap;

import org.jspecify.annotations.NullMarked;
