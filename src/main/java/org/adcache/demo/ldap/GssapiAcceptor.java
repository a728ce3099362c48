package org.adcache.demo.ldap;

import com.unboundid.ldap.sdk.LDAPException;
import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.PrivilegedActionException;
import java.security.PrivilegedExceptionAction;
import java.util.Map;
import java.util.Set;
import javax.security.auth.Subject;
import javax.security.auth.callback.Callback;
import javax.security.auth.kerberos.KerberosPrincipal;
import javax.security.auth.kerberos.KeyTab;
import javax.security.sasl.AuthorizeCallback;
import javax.security.sasl.Sasl;
import javax.security.sasl.SaslException;
import javax.security.sasl.SaslServer;
import org.apache.kerby.kerberos.kerb.KrbException;
import org.apache.kerby.kerberos.kerb.keytab.Keytab;

/**
 * Acceptor of SASL GSSAPI binds with the key of one service, based on Java's own. It needs no KDC and nothing from
 * krb5.conf: the service's name is fully qualified and its key is read from a keytab.
 */
final class GssapiAcceptor {
    static final String MECHANISM = "GSSAPI";
    private static final byte[] NO_BINDING = new byte[16];

    private final Subject service;
    private final Keytab keys;
    private final ChannelBindingPolicy policy;
    private final byte[] expectedBinding;

    GssapiAcceptor(String servicePrincipal, Path keytab, ChannelBindingPolicy policy, ServerTls tls)
            throws IOException {
        KerberosPrincipal principal = new KerberosPrincipal(servicePrincipal);
        this.service =
                new Subject(true, Set.of(principal), Set.of(), Set.of(KeyTab.getInstance(principal, keytab.toFile())));
        this.keys = Keytab.loadKeytab(keytab.toFile());
        this.policy = policy;
        this.expectedBinding = tls.channelBindingHash();
    }

    /** Starts the bind of one client, which has several steps. */
    Conversation begin() throws LDAPException {
        try {
            // No server name: the acceptor then takes any key of the subject and does not look the realm up in
            // krb5.conf.
            Map<String, String> properties = Map.of(Sasl.QOP, "auth-conf,auth-int,auth");
            return new Conversation(asService(
                    () -> Sasl.createSaslServer(MECHANISM, "ldap", null, properties, GssapiAcceptor::authorize)));
        } catch (SaslException e) {
            throw LdapErrors.badCredentials(e);
        }
    }

    private static void authorize(Callback... callbacks) {
        for (Callback callback : callbacks) {
            if (callback instanceof AuthorizeCallback authorize) {
                authorize.setAuthorized(authorize.getAuthenticationID().equals(authorize.getAuthorizationID()));
            }
        }
    }

    private <T> T asService(PrivilegedExceptionAction<T> action) throws SaslException {
        try {
            return Subject.doAs(service, action);
        } catch (PrivilegedActionException e) {
            if (e.getCause() instanceof SaslException failure) {
                throw failure;
            }
            throw new SaslException("accepting a security context", e);
        }
    }

    /** Bind in progress. */
    final class Conversation {
        private final SaslServer server;
        private boolean first = true;

        private Conversation(SaslServer server) {
            this.server = server;
        }

        /** Processes the client's token and returns the answer to it, which may be empty. */
        byte[] step(byte[] token) throws LDAPException {
            try {
                byte[] answer = asService(() -> server.evaluateResponse(token));
                if (first) {
                    checkChannelBinding(token);
                    first = false;
                }
                if (server.isComplete() && !"auth".equals(server.getNegotiatedProperty(Sasl.QOP))) {
                    throw LdapErrors.layerOverTls();
                }
                return answer == null ? new byte[0] : answer;
            } catch (SaslException e) {
                throw LdapErrors.badCredentials(e);
            }
        }

        private void checkChannelBinding(byte[] token) throws LDAPException {
            if (policy == ChannelBindingPolicy.NEVER) {
                return;
            }
            byte[] sent;
            try {
                sent = ApRequest.channelBindingHash(token, keys);
            } catch (IOException | KrbException e) {
                throw LdapErrors.badCredentials(e);
            }
            boolean none = MessageDigest.isEqual(sent, NO_BINDING);
            boolean accepted =
                    none ? policy == ChannelBindingPolicy.WHEN_SUPPORTED : MessageDigest.isEqual(sent, expectedBinding);
            if (!accepted) {
                throw LdapErrors.channelBinding();
            }
        }

        boolean isComplete() {
            return server.isComplete();
        }

        /** The client's principal, once complete. */
        String client() {
            return server.getAuthorizationID();
        }
    }
}
