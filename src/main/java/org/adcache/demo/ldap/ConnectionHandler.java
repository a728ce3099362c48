package org.adcache.demo.ldap;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.listener.LDAPListenerClientConnection;
import com.unboundid.ldap.listener.LDAPListenerRequestHandler;
import com.unboundid.ldap.protocol.AddRequestProtocolOp;
import com.unboundid.ldap.protocol.AddResponseProtocolOp;
import com.unboundid.ldap.protocol.BindRequestProtocolOp;
import com.unboundid.ldap.protocol.BindResponseProtocolOp;
import com.unboundid.ldap.protocol.CompareRequestProtocolOp;
import com.unboundid.ldap.protocol.CompareResponseProtocolOp;
import com.unboundid.ldap.protocol.DeleteRequestProtocolOp;
import com.unboundid.ldap.protocol.DeleteResponseProtocolOp;
import com.unboundid.ldap.protocol.ExtendedRequestProtocolOp;
import com.unboundid.ldap.protocol.ExtendedResponseProtocolOp;
import com.unboundid.ldap.protocol.LDAPMessage;
import com.unboundid.ldap.protocol.ModifyDNRequestProtocolOp;
import com.unboundid.ldap.protocol.ModifyDNResponseProtocolOp;
import com.unboundid.ldap.protocol.ModifyRequestProtocolOp;
import com.unboundid.ldap.protocol.ModifyResponseProtocolOp;
import com.unboundid.ldap.protocol.SearchRequestProtocolOp;
import com.unboundid.ldap.protocol.SearchResultDoneProtocolOp;
import com.unboundid.ldap.protocol.SearchResultEntryProtocolOp;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPResult;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.extensions.NoticeOfDisconnectionExtendedResult;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.SSLSocket;
import org.adcache.demo.search.Replica;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Handler of one connection: its state (on TLS or not, bound or not) and one list of all LDAP operations. */
final class ConnectionHandler extends LDAPListenerRequestHandler {
    static final String START_TLS = "1.3.6.1.4.1.1466.20037";
    static final String WHO_AM_I = "1.3.6.1.4.1.4203.1.11.3";

    /**
     * State shared by all connections.
     *
     * @param catalog all domains of the forest, if this is the global catalog
     * @param open the open connections
     * @param stopped reaches zero when the server stops, and so releases stalled connections
     */
    record Shared(
            Replica replica,
            List<Replica> catalog,
            SearchLimits limits,
            Behaviour behaviour,
            GssapiAcceptor acceptor,
            ServerTls tls,
            Set<ConnectionHandler> open,
            CountDownLatch stopped) {}

    private static final Logger log = LoggerFactory.getLogger(ConnectionHandler.class);

    private final Shared shared;
    private final @Nullable LDAPListenerClientConnection connection;
    private GssapiAcceptor.@Nullable Conversation bind;
    private volatile @Nullable String client;

    /** Template from which the listener creates the other handlers. */
    ConnectionHandler(Shared shared) {
        this(shared, null);
    }

    private ConnectionHandler(Shared shared, @Nullable LDAPListenerClientConnection connection) {
        this.shared = shared;
        this.connection = connection;
    }

    @Override
    public LDAPListenerRequestHandler newInstance(LDAPListenerClientConnection newConnection) {
        ConnectionHandler handler = new ConnectionHandler(shared, newConnection);
        shared.open.add(handler);
        return handler;
    }

    @Override
    public void closeInstance() {
        shared.open.remove(this);
    }

    /** Sends a notice of disconnection and closes the connection. */
    void expire() {
        ExtendedResponseProtocolOp notice = new ExtendedResponseProtocolOp(
                ResultCode.UNAVAILABLE_INT_VALUE,
                null,
                "network session expired",
                null,
                NoticeOfDisconnectionExtendedResult.NOTICE_OF_DISCONNECTION_RESULT_OID,
                null);
        try (LDAPListenerClientConnection closing = connection()) {
            closing.sendUnsolicitedNotification(notice);
        } catch (LDAPException | IOException e) {
            log.debug("a client had gone before its session was ended", e);
        }
    }

    private LDAPListenerClientConnection connection() {
        if (connection == null) {
            throw new IllegalStateException("the template got a request");
        }
        return connection;
    }

    private boolean onTls() {
        return connection().getSocket() instanceof SSLSocket;
    }

    @Override
    public LDAPMessage processBindRequest(int messageId, BindRequestProtocolOp request, List<Control> controls) {
        client = null;
        try {
            refuseCritical(controls);
            suffer(shared.behaviour.faults().beforeBind(connection().getConnectionID()));
            return new LDAPMessage(messageId, bind(request));
        } catch (LDAPException e) {
            bind = null;
            return new LDAPMessage(messageId, new BindResponseProtocolOp(e.toLDAPResult()));
        }
    }

    private BindResponseProtocolOp bind(BindRequestProtocolOp request) throws LDAPException {
        if (request.getCredentialsType() == BindRequestProtocolOp.CRED_TYPE_SIMPLE) {
            ASN1OctetString password = request.getSimplePassword();
            if (request.getBindDN().isEmpty() && (password == null || password.getValueLength() == 0)) {
                return response(ResultCode.SUCCESS, null);
            }
            throw LdapErrors.simpleBind();
        }
        if (!GssapiAcceptor.MECHANISM.equals(request.getSASLMechanism())) {
            throw LdapErrors.unknownMechanism();
        }
        if (!onTls()) {
            throw LdapErrors.withoutTls();
        }
        GssapiAcceptor.Conversation conversation = bind == null ? shared.acceptor.begin() : bind;
        bind = conversation;
        ASN1OctetString token = request.getSASLCredentials();
        byte[] answer = conversation.step(token == null ? new byte[0] : token.getValue());
        if (!conversation.isComplete()) {
            return response(ResultCode.SASL_BIND_IN_PROGRESS, new ASN1OctetString(answer));
        }
        bind = null;
        client = conversation.client();
        return response(ResultCode.SUCCESS, null);
    }

    private static BindResponseProtocolOp response(ResultCode code, @Nullable ASN1OctetString token) {
        return new BindResponseProtocolOp(code.intValue(), null, null, null, token);
    }

    @Override
    public LDAPMessage processSearchRequest(int messageId, SearchRequestProtocolOp request, List<Control> controls) {
        try {
            SearchOperation.Outcome outcome = search(messageId, request, controls);
            SearchResultDoneProtocolOp done =
                    new SearchResultDoneProtocolOp(outcome.code().intValue(), null, null, null);
            return new LDAPMessage(messageId, done, outcome.controls());
        } catch (LDAPException e) {
            return new LDAPMessage(messageId, new SearchResultDoneProtocolOp(e.toLDAPResult()));
        }
    }

    private SearchOperation.Outcome search(int messageId, SearchRequestProtocolOp request, List<Control> controls)
            throws LDAPException {
        if (request.getBaseDN().isEmpty() && request.getScope().equals(SearchScope.BASE)) {
            refuseCritical(controls);
            suffer(shared.behaviour.faults().beforeRootDse(connection().getConnectionID()));
            sendRootDse(messageId, request);
            return new SearchOperation.Outcome(ResultCode.SUCCESS, List.of());
        }
        if (client == null) {
            throw LdapErrors.notBound();
        }
        if (request.getBaseDN().isEmpty() && !shared.catalog.isEmpty()) {
            return new CatalogSearch(shared.catalog, shared.limits, request).run(connection(), messageId, controls);
        }
        SearchOperation search = new SearchOperation(
                shared.replica, shared.limits, shared.behaviour, connection(), messageId, request, controls);
        SearchFaults.Fault fault = shared.behaviour.faults().before(search.page());
        suffer(fault);
        return fault instanceof SearchFaults.Fault.Empty ? search.empty() : search.run();
    }

    private void sendRootDse(int messageId, SearchRequestProtocolOp request) throws LDAPException {
        Behaviour behaviour = shared.behaviour;
        if (request.getAttributes().stream().anyMatch(Netlogon.ATTRIBUTE::equalsIgnoreCase)) {
            Netlogon netlogon = new Netlogon(shared.replica.tree(), behaviour.readOnly(), behaviour.clientSite());
            Optional<byte[]> answer = netlogon.answer(request.getFilter());
            if (answer.isPresent()) {
                Attribute attribute = new Attribute(Netlogon.ATTRIBUTE, answer.get());
                connection().sendSearchResultEntry(messageId, new SearchResultEntryProtocolOp("", List.of(attribute)));
            }
            return;
        }
        RootDse rootDse = new RootDse(shared.replica, behaviour.dirSyncOffered(), behaviour.readOnly());
        connection().sendSearchResultEntry(messageId, rootDse.read(request.getAttributes()));
    }

    private void suffer(SearchFaults.Fault fault) throws LDAPException {
        if (fault instanceof SearchFaults.Fault.Refuse refuse) {
            throw new LDAPException(refuse.code(), refuse.message());
        } else if (fault instanceof SearchFaults.Fault.Drop) {
            throw drop();
        } else if (fault instanceof SearchFaults.Fault.Expire) {
            expire();
            throw new LDAPException(ResultCode.UNAVAILABLE, "closed on purpose");
        } else if (fault instanceof SearchFaults.Fault.Stall) {
            throw stall();
        }
    }

    private LDAPException drop() {
        try {
            connection().close();
        } catch (IOException e) {
            return new LDAPException(ResultCode.UNAVAILABLE, "closing the connection on purpose", e);
        }
        return new LDAPException(ResultCode.UNAVAILABLE, "closed on purpose");
    }

    private LDAPException stall() {
        try {
            shared.stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return new LDAPException(ResultCode.UNAVAILABLE, "the server stops");
    }

    @Override
    public LDAPMessage processExtendedRequest(
            int messageId, ExtendedRequestProtocolOp request, List<Control> controls) {
        try {
            refuseCritical(controls);
            return switch (request.getOID()) {
                case START_TLS -> startTls(messageId);
                case WHO_AM_I -> new LDAPMessage(messageId, whoAmI());
                default -> throw LdapErrors.unknownExtendedOperation();
            };
        } catch (LDAPException e) {
            LDAPResult result = e.toLDAPResult();
            ExtendedResponseProtocolOp refusal = new ExtendedResponseProtocolOp(
                    result.getResultCode().intValue(), null, result.getDiagnosticMessage(), null, null, null);
            return new LDAPMessage(messageId, refusal);
        }
    }

    private ExtendedResponseProtocolOp whoAmI() {
        String text = client == null
                ? ""
                : "u:" + shared.replica.tree().domain().netbiosName() + "\\"
                        + client.substring(0, client.lastIndexOf('@'));
        ASN1OctetString value = new ASN1OctetString(text.getBytes(StandardCharsets.UTF_8));
        return new ExtendedResponseProtocolOp(ResultCode.SUCCESS_INT_VALUE, null, null, null, null, value);
    }

    private LDAPMessage startTls(int messageId) throws LDAPException {
        if (onTls()) {
            throw LdapErrors.tlsAlready();
        }
        LDAPMessage agreed = new LDAPMessage(
                messageId,
                new ExtendedResponseProtocolOp(ResultCode.SUCCESS_INT_VALUE, null, null, null, START_TLS, null));
        // From here on the connection writes to TLS; the agreement still has to go out in the clear, and the listener
        // must not send what is returned.
        OutputStream clear = connection().convertToTLS(shared.tls.context().getSocketFactory());
        try {
            clear.write(agreed.encode().encode());
            clear.flush();
        } catch (IOException e) {
            throw new LDAPException(ResultCode.LOCAL_ERROR, "answering StartTLS", e);
        }
        return agreed;
    }

    @Override
    public LDAPMessage processAddRequest(int messageId, AddRequestProtocolOp request, List<Control> controls) {
        return new LDAPMessage(messageId, new AddResponseProtocolOp(refuseWrite()));
    }

    @Override
    public LDAPMessage processDeleteRequest(int messageId, DeleteRequestProtocolOp request, List<Control> controls) {
        return new LDAPMessage(messageId, new DeleteResponseProtocolOp(refuseWrite()));
    }

    @Override
    public LDAPMessage processModifyRequest(int messageId, ModifyRequestProtocolOp request, List<Control> controls) {
        return new LDAPMessage(messageId, new ModifyResponseProtocolOp(refuseWrite()));
    }

    @Override
    public LDAPMessage processModifyDNRequest(
            int messageId, ModifyDNRequestProtocolOp request, List<Control> controls) {
        return new LDAPMessage(messageId, new ModifyDNResponseProtocolOp(refuseWrite()));
    }

    @Override
    public LDAPMessage processCompareRequest(int messageId, CompareRequestProtocolOp request, List<Control> controls) {
        return new LDAPMessage(messageId, new CompareResponseProtocolOp(refuseWrite()));
    }

    private LDAPResult refuseWrite() {
        return (client == null ? LdapErrors.notBound() : LdapErrors.readOnly()).toLDAPResult();
    }

    private static void refuseCritical(List<Control> controls) throws LDAPException {
        for (Control control : controls) {
            SearchControls.refuseIfCritical(control);
        }
    }
}
