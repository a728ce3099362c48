package org.adcache.testing;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedResult;
import com.unboundid.ldap.listener.interceptor.InMemoryOperationInterceptor;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPConnectionOptions;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.schema.Schema;
import com.unboundid.ldif.LDIFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

/**
 * The SDK's in-memory directory server on loopback with the schema and the search semantics of Active Directory, for
 * tests of code that reads a directory. It has neither Kerberos nor a change feed; the simulated directory has both.
 * Faults are interceptors that a test supplies.
 */
public final class MemoryDirectory implements AutoCloseable {
    public static final String BASE = "DC=corp,DC=example";

    private final InMemoryDirectoryServer server;
    private final ActiveDirectorySearches searches;
    private int maxMessageSize = 128 << 20;

    /** Starts with AD's default limits for pages and values. */
    public MemoryDirectory(InMemoryOperationInterceptor... faults) throws LDAPException {
        this(new LdapPolicy(1000, 1500), faults);
    }

    public MemoryDirectory(LdapPolicy policy, InMemoryOperationInterceptor... faults) throws LDAPException {
        searches = new ActiveDirectorySearches(policy);
        InMemoryDirectoryServerConfig config = new InMemoryDirectoryServerConfig(BASE);
        config.setListenerConfigs(new InMemoryListenerConfig("ldap", loopback(), 0, null, null, null));
        config.setSchema(schema());
        config.setGenerateOperationalAttributes(false);
        config.addInMemoryOperationInterceptor(searches);
        for (InMemoryOperationInterceptor fault : faults) {
            config.addInMemoryOperationInterceptor(fault);
        }
        server = new InMemoryDirectoryServer(config);
        searches.over(server);
        server.add(new Entry(BASE, new Attribute("objectClass", "top", "domainDNS"), new Attribute("dc", "corp")));
        server.startListening();
    }

    private static InetAddress loopback() {
        return InetAddress.getLoopbackAddress();
    }

    private static Schema schema() throws LDAPException {
        String name = "/active-directory-schema.ldif";
        try (InputStream file = Objects.requireNonNull(MemoryDirectory.class.getResourceAsStream(name), name)) {
            return Objects.requireNonNull(Schema.getSchema(file));
        } catch (IOException | LDIFException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Adds entries, each with its DN as an attribute too. */
    public void add(Collection<Entry> entries) throws LDAPException {
        for (Entry entry : entries) {
            Entry whole = entry.duplicate();
            whole.addAttribute("distinguishedName", entry.getDN());
            server.add(whole);
        }
    }

    public void add(Entry... entries) throws LDAPException {
        add(List.of(entries));
    }

    public LDAPConnection connect() throws LDAPException {
        LDAPConnectionOptions options = new LDAPConnectionOptions();
        options.setUseSynchronousMode(true);
        options.setMaxMessageSize(maxMessageSize);
        return new LDAPConnection(options, loopback().getHostAddress(), port());
    }

    /** Bounds the messages of connections opened from now on. */
    public void maxMessageSize(int bytes) {
        maxMessageSize = bytes;
    }

    public int port() {
        return server.getListenPort();
    }

    /** The recorded searches, in order. */
    public List<Asked> asked() {
        return searches.asked();
    }

    /** The search that an interceptor is called for. */
    public static Asked asked(InMemoryInterceptedResult result) {
        return ActiveDirectorySearches.asked(result::getProperty);
    }

    @Override
    public void close() {
        server.shutDown(true);
    }

    /** Two of AD's LDAP policies: the maximum number of entries per page, and of values of an attribute per entry. */
    public record LdapPolicy(int maxPageSize, int maxValRange) {}

    /** A recorded search; each page is one, numbered from 0 among those with its filter. */
    public record Asked(String base, String filter, List<String> attributes, int page) {}
}
