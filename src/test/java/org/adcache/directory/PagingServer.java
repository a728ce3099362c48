package org.adcache.directory;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.listener.LDAPListener;
import com.unboundid.ldap.listener.LDAPListenerClientConnection;
import com.unboundid.ldap.listener.LDAPListenerConfig;
import com.unboundid.ldap.listener.LDAPListenerRequestHandler;
import com.unboundid.ldap.protocol.AddRequestProtocolOp;
import com.unboundid.ldap.protocol.BindRequestProtocolOp;
import com.unboundid.ldap.protocol.CompareRequestProtocolOp;
import com.unboundid.ldap.protocol.DeleteRequestProtocolOp;
import com.unboundid.ldap.protocol.ExtendedRequestProtocolOp;
import com.unboundid.ldap.protocol.ExtendedResponseProtocolOp;
import com.unboundid.ldap.protocol.LDAPMessage;
import com.unboundid.ldap.protocol.ModifyDNRequestProtocolOp;
import com.unboundid.ldap.protocol.ModifyRequestProtocolOp;
import com.unboundid.ldap.protocol.SearchRequestProtocolOp;
import com.unboundid.ldap.protocol.SearchResultDoneProtocolOp;
import com.unboundid.ldap.protocol.SearchResultReferenceProtocolOp;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPConnectionOptions;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A server on loopback that gives out prepared pages, one for each request, as AD would: a cookie that names the next page,
 * a reference to another naming context, and groups' members in ranges, asked for by GUID. Groups have pages of their own.
 */
final class PagingServer extends LDAPListenerRequestHandler implements AutoCloseable {
    private final List<List<Entry>> pages;
    private final LDAPListener listener;
    private final @Nullable LDAPListenerClientConnection client;
    private final PagingServer root;
    final List<String> asked = new CopyOnWriteArrayList<>();
    final CountDownLatch silent = new CountDownLatch(1);
    private final CountDownLatch closing = new CountDownLatch(1);
    volatile int failingPage = -1;
    volatile ResultCode failure = ResultCode.SUCCESS;
    volatile boolean forgetsPaging;
    volatile int silentPage = -1;
    volatile Function<String, Optional<Entry>> ranges = request -> Optional.empty();
    volatile List<List<Entry>> groups = List.of(List.of());

    PagingServer(List<List<Entry>> pages) throws IOException {
        this.pages = pages;
        this.client = null;
        this.root = this;
        LDAPListenerConfig config = new LDAPListenerConfig(0, this);
        config.setListenAddress(InetAddress.getLoopbackAddress());
        this.listener = new LDAPListener(config);
        listener.startListening();
    }

    private PagingServer(PagingServer root, LDAPListenerClientConnection client) {
        this.pages = root.pages;
        this.listener = root.listener;
        this.client = client;
        this.root = root;
    }

    LDAPConnection connect() throws LDAPException {
        LDAPConnectionOptions options = new LDAPConnectionOptions();
        options.setUseSynchronousMode(true);
        return new LDAPConnection(options, InetAddress.getLoopbackAddress().getHostAddress(), listener.getListenPort());
    }

    int port() {
        return listener.getListenPort();
    }

    @Override
    public void close() {
        closing.countDown();
        listener.shutDown(true);
    }

    @Override
    public LDAPListenerRequestHandler newInstance(LDAPListenerClientConnection connection) {
        return new PagingServer(this, connection);
    }

    @Override
    public LDAPMessage processSearchRequest(int id, SearchRequestProtocolOp request, List<Control> controls) {
        try {
            return request.getBaseDN().startsWith("<GUID=") ? range(id, request) : page(id, request, controls);
        } catch (LDAPException | InterruptedException e) {
            return done(id, ResultCode.OTHER);
        }
    }

    private LDAPMessage range(int id, SearchRequestProtocolOp request) throws LDAPException {
        String wanted = request.getAttributes().get(0);
        root.asked.add(request.getBaseDN() + " " + wanted);
        Optional<Entry> entry = root.ranges.apply(wanted);
        if (entry.isPresent()) {
            send(id, entry.get());
        }
        return done(id, ResultCode.SUCCESS);
    }

    private LDAPMessage page(int id, SearchRequestProtocolOp request, List<Control> controls)
            throws LDAPException, InterruptedException {
        int page = requestedPage(controls);
        if (request.getFilter().equals(AccountRead.GROUPS)) {
            root.asked.add("groups " + page);
            return answer(id, root.groups, page);
        }
        root.asked.add("page " + page);
        if (page == root.silentPage) {
            root.silent.countDown();
            root.closing.await();
        }
        if (page == root.failingPage) {
            for (Entry entry : pages.get(page)) {
                send(id, entry);
            }
            return done(id, root.failure);
        }
        return answer(id, pages, page);
    }

    private LDAPMessage answer(int id, List<List<Entry>> all, int page) throws LDAPException {
        for (Entry entry : all.get(page)) {
            send(id, entry);
        }
        if (client != null) {
            client.sendSearchResultReference(
                    id, new SearchResultReferenceProtocolOp(List.of("ldaps://other.example/DC=other,DC=example")));
        }
        if (root.forgetsPaging) {
            return done(id, ResultCode.SUCCESS);
        }
        String next = page + 1 < all.size() ? String.valueOf(page + 1) : "";
        return done(id, ResultCode.SUCCESS, new SimplePagedResultsControl(0, new ASN1OctetString(next)));
    }

    private static int requestedPage(List<Control> controls) throws LDAPException {
        for (Control control : controls) {
            if (control.getOID().equals(SimplePagedResultsControl.PAGED_RESULTS_OID)) {
                byte[] cookie = new SimplePagedResultsControl(
                                control.getOID(), control.isCritical(), control.getValue())
                        .getCookie()
                        .getValue();
                return cookie.length == 0 ? 0 : Integer.parseInt(new String(cookie, StandardCharsets.US_ASCII));
            }
        }
        throw new LDAPException(ResultCode.PROTOCOL_ERROR, "not paged");
    }

    private void send(int id, Entry entry) throws LDAPException {
        if (client != null) {
            client.sendSearchResultEntry(id, entry);
        }
    }

    private static LDAPMessage done(int id, ResultCode code, Control... controls) {
        return new LDAPMessage(
                id,
                new SearchResultDoneProtocolOp(code.intValue(), null, null, null),
                new ArrayList<>(List.of(controls)));
    }

    private static LDAPMessage refused(int id) {
        return done(id, ResultCode.UNWILLING_TO_PERFORM);
    }

    @Override
    public LDAPMessage processAddRequest(int id, AddRequestProtocolOp request, List<Control> controls) {
        return refused(id);
    }

    @Override
    public LDAPMessage processBindRequest(int id, BindRequestProtocolOp request, List<Control> controls) {
        return refused(id);
    }

    @Override
    public LDAPMessage processCompareRequest(int id, CompareRequestProtocolOp request, List<Control> controls) {
        return refused(id);
    }

    @Override
    public LDAPMessage processDeleteRequest(int id, DeleteRequestProtocolOp request, List<Control> controls) {
        return refused(id);
    }

    @Override
    public LDAPMessage processExtendedRequest(int id, ExtendedRequestProtocolOp request, List<Control> controls) {
        return new LDAPMessage(
                id,
                new ExtendedResponseProtocolOp(ResultCode.UNAVAILABLE_INT_VALUE, null, null, null, null, null),
                new Control[0]);
    }

    @Override
    public LDAPMessage processModifyRequest(int id, ModifyRequestProtocolOp request, List<Control> controls) {
        return refused(id);
    }

    @Override
    public LDAPMessage processModifyDNRequest(int id, ModifyDNRequestProtocolOp request, List<Control> controls) {
        return refused(id);
    }
}
