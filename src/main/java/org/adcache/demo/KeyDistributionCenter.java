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
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
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
import org.apache.kerby.kerberos.kerb.type.base.EncryptionType;
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
    private static final int LONGEST_REQUEST = 64 * 1024;
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final String realm;
    private final MemoryIdentityBackend identities;
    private final KdcHandler handler;
    private final ServerSocket listener;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "simulated-kdc");
        thread.setDaemon(true);
        return thread;
    });

    private KeyDistributionCenter(
            String realm, MemoryIdentityBackend identities, KdcHandler handler, ServerSocket listener) {
        this.realm = realm;
        this.identities = identities;
        this.handler = handler;
        this.listener = listener;
    }

    static KeyDistributionCenter start(String realm) throws IOException {
        return start(realm, Duration.ofHours(24));
    }

    /** Starts a KDC whose tickets are valid for this time. */
    static KeyDistributionCenter start(String realm, Duration ticketLife) throws IOException {
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
            KeyDistributionCenter kdc = new KeyDistributionCenter(realm, identities, new KdcHandler(context), listener);
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
            KrbIdentity identity = new KrbIdentity(name + "@" + realm);
            identity.addKeys(EncryptionUtil.generateKeys(TYPES));
            identities.addIdentity(identity);
        } catch (KrbException e) {
            throw new IOException("adding the principal " + name, e);
        }
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
                ByteBuffer answer = handler.handleMessage(request, true, client.getInetAddress());
                out.write(answer);
            }
        } catch (EOFException e) {
            log.trace("a client has its ticket and hangs up", e);
        } catch (IOException | KrbException e) {
            log.debug("a request to the simulated KDC failed", e);
        } finally {
            open.remove(client);
        }
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
