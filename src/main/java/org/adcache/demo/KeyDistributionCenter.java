package org.adcache.demo;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.kerby.kerberos.kerb.KrbCodec;
import org.apache.kerby.kerberos.kerb.KrbErrorCode;
import org.apache.kerby.kerberos.kerb.KrbException;
import org.apache.kerby.kerberos.kerb.common.EncryptionUtil;
import org.apache.kerby.kerberos.kerb.identity.backend.BackendConfig;
import org.apache.kerby.kerberos.kerb.identity.backend.MemoryIdentityBackend;
import org.apache.kerby.kerberos.kerb.request.KrbIdentity;
import org.apache.kerby.kerberos.kerb.server.KdcConfig;
import org.apache.kerby.kerberos.kerb.server.KdcConfigKey;
import org.apache.kerby.kerberos.kerb.server.KdcContext;
import org.apache.kerby.kerberos.kerb.server.KdcHandler;
import org.apache.kerby.kerberos.kerb.server.KdcSetting;
import org.apache.kerby.kerberos.kerb.server.preauth.PreauthHandler;
import org.apache.kerby.kerberos.kerb.type.KerberosTime;
import org.apache.kerby.kerberos.kerb.type.base.EncryptionKey;
import org.apache.kerby.kerberos.kerb.type.base.EncryptionType;
import org.apache.kerby.kerberos.kerb.type.base.KrbError;
import org.apache.kerby.kerberos.kerb.type.base.KrbMessage;
import org.apache.kerby.kerberos.kerb.type.kdc.AsRep;
import org.apache.kerby.kerberos.kerb.type.kdc.AsReq;
import org.apache.kerby.kerberos.kerb.type.kdc.KdcReq;
import org.apache.kerby.kerberos.kerb.type.kdc.TgsReq;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A KDC for one realm: Kerby's request handling behind a TCP listener of ours on a free loopback port. Kerby's own
 * server is not used, because it sets the JVM's krb5.conf, needs its port in advance and is slow to stop.
 */
final class KeyDistributionCenter implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(KeyDistributionCenter.class);
    private static final List<EncryptionType> TYPES =
            List.of(EncryptionType.AES256_CTS_HMAC_SHA1_96, EncryptionType.AES128_CTS_HMAC_SHA1_96);
    /** With which Kerby answers a request that another key has encrypted; AD answers with the first. */
    private static final Set<KrbErrorCode> WRONG_KEY =
            Set.of(KrbErrorCode.KDC_ERR_PREAUTH_FAILED, KrbErrorCode.KRB_AP_ERR_BAD_INTEGRITY);

    private static final int LONGEST_REQUEST = 64 * 1024;
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final String realm;
    private final MemoryIdentityBackend identities;
    private final KdcHandler handler;
    private final ServerSocket listener;
    private final LoginFailures failures;
    private volatile boolean armoringRequired;
    private final Set<String> trustsWithoutAes = ConcurrentHashMap.newKeySet();
    private final Queue<Integer> refusals = new ConcurrentLinkedQueue<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "simulated-kdc");
        thread.setDaemon(true);
        return thread;
    });

    private KeyDistributionCenter(
            String realm,
            MemoryIdentityBackend identities,
            KdcHandler handler,
            ServerSocket listener,
            LoginFailures failures) {
        this.realm = realm;
        this.identities = identities;
        this.handler = handler;
        this.listener = listener;
        this.failures = failures;
    }

    static KeyDistributionCenter start(String realm) throws IOException {
        return start(realm, Duration.ofHours(24));
    }

    /** Starts a KDC whose tickets are valid for this time. */
    static KeyDistributionCenter start(String realm, Duration ticketLife) throws IOException {
        return start(realm, ticketLife, new LoginFailures(LoginFailures.Lockout.NONE, Clock.systemUTC()));
    }

    /** Starts a KDC that counts failed logins. */
    static KeyDistributionCenter start(String realm, Duration ticketLife, LoginFailures failures) throws IOException {
        try {
            MemoryIdentityBackend identities = new MemoryIdentityBackend();
            identities.initialize();
            identities.start();
            KdcContext context = new KdcContext(new KdcSetting(config(realm, ticketLife), new BackendConfig()));
            context.setIdentityService(identities);
            PreauthHandler preauthentication = new PreauthHandler();
            preauthentication.init();
            context.setPreauthHandler(preauthentication);
            ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            KeyDistributionCenter kdc =
                    new KeyDistributionCenter(realm, identities, new KdcHandler(context), listener, failures);
            kdc.addPrincipal("krbtgt/" + realm);
            kdc.threads.execute(kdc::acceptAll);
            return kdc;
        } catch (KrbException e) {
            throw new IOException("starting the simulated KDC", e);
        }
    }

    private static KdcConfig config(String realm, Duration ticketLife) {
        KdcConfig config = new KdcConfig();
        config.setString(KdcConfigKey.KDC_REALM, realm);
        config.setString(KdcConfigKey.ENCRYPTION_TYPES, "aes256-cts-hmac-sha1-96 aes128-cts-hmac-sha1-96");
        config.setBoolean(KdcConfigKey.PREAUTH_REQUIRED, true);
        config.setLong(KdcConfigKey.MAXIMUM_TICKET_LIFETIME, ticketLife.toSeconds());
        config.setLong(KdcConfigKey.MINIMUM_TICKET_LIFETIME, 1L);
        return config;
    }

    int port() {
        return listener.getLocalPort();
    }

    /** Adds a principal with random AES keys. */
    void addPrincipal(String name) throws IOException {
        try {
            addIdentity(name + "@" + realm, EncryptionUtil.generateKeys(TYPES));
        } catch (KrbException e) {
            throw new IOException("adding the principal " + name, e);
        }
    }

    private void addIdentity(String principal, List<EncryptionKey> keys) throws KrbException {
        KrbIdentity identity = new KrbIdentity(principal);
        identity.addKeys(keys);
        identities.addIdentity(identity);
    }

    /**
     * Lets accounts of this realm get tickets for services of another one.
     *
     * @param aes whether the trust supports AES; otherwise a ticket for the other realm is refused (result 14), as by a
     *     domain that issues AES tickets only, for a trust without "supports Kerberos AES Encryption"
     */
    void trustedBy(KeyDistributionCenter other, boolean aes) throws IOException {
        try {
            String principal = "krbtgt/" + other.realm + "@" + realm;
            List<EncryptionKey> keys = EncryptionUtil.generateKeys(TYPES);
            addIdentity(principal, keys);
            other.addIdentity(principal, keys);
        } catch (KrbException e) {
            throw new IOException("a trust of " + other.realm + " in " + realm, e);
        }
        if (!aes) {
            trustsWithoutAes.add("krbtgt/" + other.realm);
        }
    }

    /**
     * Refuses every login request that isn't armored (FAST, RFC 6113) with KDC_ERR_POLICY, as the policy "Fail unarmored
     * authentication requests" does. Armored ones aren't understood.
     */
    void requireArmoring(boolean required) {
        armoringRequired = required;
    }

    /** Error codes of all requests that were refused for a wrong key, a lockout, a policy or a trust. */
    List<Integer> refusals() {
        return List.copyOf(refusals);
    }

    /** Failed logins of an account that count now. */
    int failures(String name) {
        return failures.count(name);
    }

    /** Replaces the keys of a principal, one version higher, as a change of its password does. */
    void renewKeys(String name) throws IOException {
        try {
            KrbIdentity identity = identities.getIdentity(name + "@" + realm);
            identity.addKeys(EncryptionUtil.generateKeys(TYPES));
            identity.setKeyVersion(identity.getKeyVersion() + 1);
            identities.updateIdentity(identity);
        } catch (KrbException e) {
            throw new IOException("renewing the keys of " + name, e);
        }
    }

    /** Exports the keys of a principal to a keytab. */
    void export(String name, Path keytab) throws IOException {
        try {
            KeytabWriter.write(keytab, identities.getIdentity(name + "@" + realm));
        } catch (KrbException e) {
            throw new IOException("reading the principal " + name, e);
        }
    }

    private void acceptAll() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                open.add(client);
                threads.execute(() -> serve(client));
            } catch (IOException e) {
                if (!listener.isClosed()) {
                    log.warn("the simulated KDC cannot accept a connection", e);
                }
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            client.setSoTimeout((int) TIMEOUT.toMillis());
            DataInputStream in = new DataInputStream(client.getInputStream());
            WritableByteChannel out = Channels.newChannel(client.getOutputStream());
            for (int length = in.readInt(); length > 0 && length <= LONGEST_REQUEST; length = in.readInt()) {
                ByteBuffer request = ByteBuffer.wrap(in.readNBytes(length));
                out.write(answer(request, client.getInetAddress()));
            }
        } catch (EOFException e) {
            log.trace("a client has its ticket and hangs up", e);
        } catch (IOException | KrbException e) {
            log.debug("a request to the simulated KDC failed", e);
        } finally {
            open.remove(client);
        }
    }

    private ByteBuffer answer(ByteBuffer request, InetAddress address) throws IOException, KrbException {
        KrbMessage message = KrbCodec.decodeMessage(request.duplicate());
        if (message instanceof TgsReq ticket
                && trustsWithoutAes.contains(ticket.getReqBody().getSname().getName())) {
            return refusal(ticket, KrbErrorCode.KDC_ERR_ETYPE_NOSUPP);
        } else if (message instanceof AsReq login && login.getReqBody().getCname() != null) {
            return login(login, request, address);
        }
        return handler.handleMessage(request, true, address);
    }

    private ByteBuffer login(AsReq login, ByteBuffer request, InetAddress address) throws IOException, KrbException {
        if (armoringRequired) {
            return refusal(login, KrbErrorCode.KDC_ERR_POLICY);
        }
        String account = login.getReqBody().getCname().getName();
        if (failures.isLocked(account)) {
            return refusal(login, KrbErrorCode.KDC_ERR_CLIENT_REVOKED);
        }
        ByteBuffer answer = handler.handleMessage(request, true, address);
        // The length precedes the message.
        KrbMessage reply = KrbCodec.decodeMessage(answer.duplicate().position(Integer.BYTES));
        if (reply instanceof AsRep) {
            failures.succeeded(account);
        } else if (reply instanceof KrbError error && WRONG_KEY.contains(error.getErrorCode())) {
            failures.failed(account);
            return refusal(login, KrbErrorCode.KDC_ERR_PREAUTH_FAILED);
        }
        return answer;
    }

    private ByteBuffer refusal(KdcReq request, KrbErrorCode code) throws KrbException {
        refusals.add(code.getValue());
        KrbError error = new KrbError();
        error.setErrorCode(code);
        error.setStime(KerberosTime.now());
        error.setSusec(100);
        error.setRealm(realm);
        error.setSname(request.getReqBody().getSname());
        byte[] bytes = KrbCodec.encode(error);
        return ByteBuffer.allocate(Integer.BYTES + bytes.length)
                .putInt(bytes.length)
                .put(bytes)
                .flip();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket client : open) {
            client.close();
        }
        threads.shutdown();
    }
}
