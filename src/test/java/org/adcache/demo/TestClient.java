package org.adcache.demo;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.BindResult;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.DisconnectHandler;
import com.unboundid.ldap.sdk.ExtendedResult;
import com.unboundid.ldap.sdk.GenericSASLBindRequest;
import com.unboundid.ldap.sdk.LDAPBindException;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPConnectionOptions;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;
import com.unboundid.ldap.sdk.extensions.StartTLSExtendedRequest;
import com.unboundid.util.ssl.HostNameSSLSocketVerifier;
import com.unboundid.util.ssl.PEMFileTrustManager;
import com.unboundid.util.ssl.SSLUtil;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.PrivilegedExceptionAction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLSocketFactory;
import javax.security.auth.Subject;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.Configuration;
import javax.security.auth.login.LoginContext;
import javax.security.sasl.Sasl;
import javax.security.sasl.SaslClient;
import org.adcache.demo.ldap.DomainController;

/** LDAP client of a simulated directory that shares no code with adcache's own: plain SDK, plain Java GSSAPI. */
final class TestClient implements AutoCloseable {
    private static final String KRB5_CONF = "java.security.krb5.conf";

    private final SimulatedDirectory directory;
    private final SimulatedDirectory home;
    private final Path folder;
    private final String configBefore = System.getProperty(KRB5_CONF, "");

    TestClient(SimulatedDirectory directory, Path folder) {
        this(directory, directory, folder);
    }

    /** Creates a client whose account is in another domain of the forest. */
    TestClient(SimulatedDirectory directory, SimulatedDirectory home, Path folder) {
        this.directory = directory;
        this.home = home;
        this.folder = folder;
    }

    SSLSocketFactory trusting() throws Exception {
        return new SSLUtil(new PEMFileTrustManager(directory.caFile().toFile())).createSSLSocketFactory();
    }

    private static LDAPConnectionOptions options() {
        LDAPConnectionOptions options = new LDAPConnectionOptions();
        options.setSSLSocketVerifier(new HostNameSSLSocketVerifier(true));
        options.setUseSynchronousMode(true);
        options.setResponseTimeoutMillis(20_000);
        return options;
    }

    /** Connects over LDAPS, without a bind. */
    LDAPConnection connect() throws Exception {
        return new LDAPConnection(trusting(), options(), directory.serverName(), directory.ldapsPort());
    }

    LDAPConnection connectPlain() throws Exception {
        return new LDAPConnection(options(), directory.serverName(), directory.ldapPort());
    }

    LDAPConnection connectStartTls() throws Exception {
        LDAPConnection connection = connectPlain();
        ExtendedResult result = connection.processExtendedOperation(new StartTLSExtendedRequest(trusting()));
        if (!result.getResultCode().equals(ResultCode.SUCCESS)) {
            throw new LDAPException(result);
        }
        return connection;
    }

    /** Connects over LDAPS and binds with the right channel binding. */
    LDAPConnection bound() throws Exception {
        LDAPConnection connection = connect();
        bind(connection, "auth", endPoint(connection));
        return connection;
    }

    /** The same at one of several controllers. */
    LDAPConnection bound(DomainController controller) throws Exception {
        LDAPConnection connection =
                new LDAPConnection(trusting(), options(), directory.serverName(), controller.ldapsPort());
        bind(connection, "auth", endPoint(connection));
        return connection;
    }

    /** The same in asynchronous mode, which reads all the time and so notices a disconnection. */
    LDAPConnection listening(DomainController controller, DisconnectHandler handler) throws Exception {
        LDAPConnectionOptions options = options();
        options.setUseSynchronousMode(false);
        options.setDisconnectHandler(handler);
        LDAPConnection connection =
                new LDAPConnection(trusting(), options, directory.serverName(), controller.ldapsPort());
        bind(connection, "auth", endPoint(connection));
        return connection;
    }

    byte[] endPoint(LDAPConnection connection) throws Exception {
        byte[] certificate = connection.getSSLSession().getPeerCertificates()[0].getEncoded();
        byte[] prefix = "tls-server-end-point:".getBytes(StandardCharsets.US_ASCII);
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(certificate);
        byte[] binding = new byte[prefix.length + hash.length];
        System.arraycopy(prefix, 0, binding, 0, prefix.length);
        System.arraycopy(hash, 0, binding, prefix.length, hash.length);
        return binding;
    }

    /** Binds with a ticket from the keytab; an empty binding sends none. */
    BindResult bind(LDAPConnection connection, String qop, byte[] binding) throws Exception {
        return Subject.doAs(login(), (PrivilegedExceptionAction<BindResult>) () -> exchange(connection, qop, binding));
    }

    private BindResult exchange(LDAPConnection connection, String qop, byte[] binding) throws Exception {
        Map<String, Object> properties = new HashMap<>(Map.of(Sasl.QOP, qop, Sasl.SERVER_AUTH, "true"));
        if (binding.length > 0) {
            properties.put("jdk.internal.sasl.tlschannelbinding", binding);
        }
        SaslClient client = Sasl.createSaslClient(
                new String[] {"GSSAPI"}, null, "ldap", directory.serverName(), properties, callbacks -> {});
        byte[] token = client.evaluateChallenge(new byte[0]);
        while (true) {
            BindResult result = send(connection, token == null ? new byte[0] : token);
            if (!result.getResultCode().equals(ResultCode.SASL_BIND_IN_PROGRESS)) {
                return result;
            }
            token = client.evaluateChallenge(result.getServerSASLCredentials().getValue());
        }
    }

    /** The SDK throws for every result but success, also for the one that requests another step. */
    private static BindResult send(LDAPConnection connection, byte[] token) throws LDAPException {
        try {
            return connection.bind(new GenericSASLBindRequest("", "GSSAPI", new ASN1OctetString(token)));
        } catch (LDAPBindException e) {
            if (e.getResultCode().equals(ResultCode.SASL_BIND_IN_PROGRESS)) {
                return e.getBindResult();
            }
            throw e;
        }
    }

    Subject login() throws Exception {
        Path config = folder.resolve("krb5.conf");
        Files.writeString(
                config,
                String.join(
                        "\n",
                        "[libdefaults]",
                        // One file serves all realms of a process, so the acceptor must not rely on the default one.
                        "default_realm = ELSEWHERE.EXAMPLE",
                        "dns_canonicalize_hostname = false",
                        "udp_preference_limit = 1",
                        "[realms]",
                        directory.realm() + " = {",
                        "kdc = localhost:" + directory.kdcPort(),
                        "}",
                        home.realm() + " = {",
                        "kdc = localhost:" + home.kdcPort(),
                        "}",
                        "[domain_realm]",
                        "localhost = " + directory.realm(),
                        ""));
        System.setProperty(KRB5_CONF, config.toString());
        LoginContext login = new LoginContext("", new Subject(), null, new KeytabLogin());
        login.login();
        return login.getSubject();
    }

    private final class KeytabLogin extends Configuration {
        @Override
        public AppConfigurationEntry[] getAppConfigurationEntry(String name) {
            Map<String, String> options = Map.of(
                    "useKeyTab", "true",
                    "keyTab", home.keytab().toString(),
                    "principal", home.principal(),
                    "doNotPrompt", "true",
                    "refreshKrb5Config", "true");
            return new AppConfigurationEntry[] {
                new AppConfigurationEntry(
                        "com.sun.security.auth.module.Krb5LoginModule",
                        AppConfigurationEntry.LoginModuleControlFlag.REQUIRED,
                        options)
            };
        }
    }

    /** Returns all pages of a search below the domain. */
    List<SearchResultEntry> pages(LDAPConnection connection, int pageSize, String filter, String... attributes)
            throws Exception {
        List<SearchResultEntry> entries = new ArrayList<>();
        ASN1OctetString cookie = new ASN1OctetString();
        do {
            SearchRequest request =
                    new SearchRequest(directory.tree().domain().baseName(), SearchScope.SUB, filter, attributes);
            request.setControls(
                    new SimplePagedResultsControl(pageSize, cookie), new Control("1.2.840.113556.1.4.1339"));
            SearchResult page = connection.search(request);
            entries.addAll(page.getSearchEntries());
            cookie = SimplePagedResultsControl.get(page).getCookie();
        } while (cookie.getValueLength() > 0);
        return entries;
    }

    /** Returns the DNs of all pages of a search below the domain. */
    List<String> names(LDAPConnection connection, int pageSize, String filter) throws Exception {
        return pages(connection, pageSize, filter, "1.1").stream()
                .map(SearchResultEntry::getDN)
                .toList();
    }

    @Override
    public void close() {
        if (configBefore.isEmpty()) {
            System.clearProperty(KRB5_CONF);
        } else {
            System.setProperty(KRB5_CONF, configBefore);
        }
    }
}
