package org.adcache.directory.connect;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.BindResult;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SASLBindRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.security.sasl.Sasl;
import javax.security.sasl.SaslClient;
import javax.security.sasl.SaslException;
import org.jspecify.annotations.Nullable;

/**
 * SASL GSSAPI bind (RFC 4752) for AD over TLS: mutual authentication without a security layer, with channel binding.
 * The token is passed by the JDK's internal property, because the public class writes another address type than AD
 * expects. Runs with the tickets of the current subject.
 */
public final class GssapiBind extends SASLBindRequest {
    /** Result code of a local failure: no ticket, or a server that can't prove its identity. */
    static final ResultCode GSS_FAILED = ResultCode.LOCAL_ERROR;

    private static final long serialVersionUID = 1;
    private static final String MECHANISM = "GSSAPI";
    private static final String CHANNEL_BINDING = "jdk.internal.sasl.tlschannelbinding";

    private final String host;
    private final byte @Nullable [] channelBinding;
    private final long timeoutMillis;

    /** @param host as in the server's service principal */
    public GssapiBind(String host, Optional<byte[]> channelBinding, long timeoutMillis) {
        super(new Control[0]);
        this.host = host;
        this.channelBinding = channelBinding.orElse(null);
        this.timeoutMillis = timeoutMillis;
    }

    @Override
    public String getSASLMechanismName() {
        return MECHANISM;
    }

    @Override
    protected BindResult process(LDAPConnection connection, int depth) throws LDAPException {
        if (connection.getSSLSession() == null) {
            throw new LDAPException(GSS_FAILED, "no TLS");
        }
        try {
            SaslClient client = client();
            try {
                return exchange(connection, client);
            } finally {
                client.dispose();
            }
        } catch (SaslException e) {
            throw new LDAPException(GSS_FAILED, MECHANISM, e);
        }
    }

    private SaslClient client() throws SaslException {
        Map<String, Object> properties = new HashMap<>();
        properties.put(Sasl.QOP, "auth");
        properties.put(Sasl.SERVER_AUTH, "true");
        if (channelBinding != null) {
            properties.put(CHANNEL_BINDING, channelBinding);
        }
        SaslClient client = Sasl.createSaslClient(new String[] {MECHANISM}, null, "ldap", host, properties, null);
        if (client == null) {
            throw new SaslException("this Java has no GSSAPI");
        }
        return client;
    }

    private BindResult exchange(LDAPConnection connection, SaslClient client) throws LDAPException, SaslException {
        byte[] token = client.evaluateChallenge(new byte[0]);
        while (true) {
            BindResult result = sendBindRequest(
                    connection, "", token == null ? null : new ASN1OctetString(token), getControls(), timeoutMillis);
            if (!result.getResultCode().equals(ResultCode.SASL_BIND_IN_PROGRESS)) {
                if (result.getResultCode().equals(ResultCode.SUCCESS) && !client.isComplete()) {
                    throw new SaslException("the server ended the exchange before it proved who it is");
                }
                return result;
            }
            ASN1OctetString challenge = result.getServerSASLCredentials();
            token = client.evaluateChallenge(challenge == null ? new byte[0] : challenge.getValue());
            if (token == null) {
                token = new byte[0];
            }
        }
    }

    @Override
    public GssapiBind duplicate() {
        return new GssapiBind(host, Optional.ofNullable(channelBinding), timeoutMillis);
    }

    @Override
    public GssapiBind duplicate(Control[] controls) {
        return duplicate();
    }

    @Override
    public void toString(StringBuilder buffer) {
        buffer.append("GssapiBind(").append(host).append(')');
    }

    @Override
    public void toCode(List<String> lines, String id, int indent, boolean includeProcessing) {
        lines.add("// " + this);
    }
}
