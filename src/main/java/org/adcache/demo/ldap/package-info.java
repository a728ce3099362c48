/**
 * The protocol side of the simulated directory: an LDAP server with the habits of an Active Directory domain controller.
 *
 * <p>{@link org.adcache.demo.ldap.DomainController} listens; each connection has a handler of its own, which holds what the
 * connection knows (is it bound, is it on TLS). A search is compiled once into a condition and a list of attributes, then
 * walks over the positions of the {@link org.adcache.demo.people.DirectoryTree}:
 *
 * <pre>
 *   request --> SearchControls, FilterCompiler, AttributeSelection --> Walk --> EntryWriter --> client
 * </pre>
 *
 * Refusals are thrown as {@link com.unboundid.ldap.sdk.LDAPException} with AD's result code and diagnostic message.
 */
@NullMarked
package org.adcache.demo.ldap;

import org.jspecify.annotations.NullMarked;
