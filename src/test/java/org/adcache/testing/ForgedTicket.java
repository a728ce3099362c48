package org.adcache.testing;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Date;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import javax.security.auth.Subject;
import javax.security.auth.kerberos.KerberosPrincipal;
import javax.security.auth.kerberos.KerberosTicket;
import org.apache.kerby.kerberos.kerb.KrbException;
import org.apache.kerby.kerberos.kerb.crypto.EncryptionHandler;
import org.apache.kerby.kerberos.kerb.type.base.EncryptedData;
import org.apache.kerby.kerberos.kerb.type.base.EncryptionKey;
import org.apache.kerby.kerberos.kerb.type.base.EncryptionType;
import org.apache.kerby.kerberos.kerb.type.base.KeyUsage;

/**
 * Service ticket as a KDC issues it, made with the service's key, so that a test chooses each of its fields; and the
 * tokens in which a client sends it.
 */
public final class ForgedTicket {
    public static final String KERBEROS = "2a864886f712010202";
    public static final String MS_KERBEROS = "2a864882f712010202";
    public static final String NEGOEX = "2b06010401823702021e";
    public static final String NTLM = "2b06010401823702020a";
    private static final String SPNEGO = "2b0601050502";
    private static final int AES256 = 18;
    private static final int GSS_CHECKSUM = 0x8003;
    private static final int MUTUAL = 0x20000000;

    private final byte[] sessionKey = random(32);
    private final TestKeytab.Entry key;
    private String client = "jo";
    private String clientRealm = "CORP.EXAMPLE";
    private Instant start = Instant.now().minusSeconds(60).truncatedTo(ChronoUnit.SECONDS);
    private Instant end = start.plus(Duration.ofHours(10));
    private Instant authenticated = Instant.now();
    private int type = AES256;
    private long version;
    private byte[] authorization = new byte[0];

    /** A ticket for the service of a keytab's entry, made with its key. */
    public ForgedTicket(TestKeytab.Entry key) {
        this.key = key;
        this.version = key.version();
    }

    public ForgedTicket client(String name, String realm) {
        client = name;
        clientRealm = realm;
        return this;
    }

    public ForgedTicket valid(Instant from, Instant until) {
        start = from.truncatedTo(ChronoUnit.SECONDS);
        end = until.truncatedTo(ChronoUnit.SECONDS);
        return this;
    }

    /** The time that the client's clock shows. */
    public ForgedTicket authenticated(Instant time) {
        authenticated = time;
        return this;
    }

    /** The type that the header names; the key stays an AES key. */
    public ForgedTicket type(int number) {
        type = number;
        return this;
    }

    public ForgedTicket version(long number) {
        version = number;
        return this;
    }

    /** With authorization data of this size, as of a person with many groups. */
    public ForgedTicket authorization(int bytes) {
        authorization = new byte[bytes];
        return this;
    }

    /** The ticket alone. */
    public byte[] ticket() {
        byte[] content = Der.value(
                0x63,
                Der.sequence(
                        Der.field(0, Der.flags(0x40000000)),
                        Der.field(1, keyOf(sessionKey)),
                        Der.field(2, Der.generalString(clientRealm)),
                        Der.field(3, name(1, client)),
                        Der.field(4, Der.sequence(Der.field(0, Der.integer(0)), Der.field(1, Der.octets(new byte[0])))),
                        Der.field(5, Der.time(start)),
                        Der.field(6, Der.time(start)),
                        Der.field(7, Der.time(end)),
                        authorization.length == 0
                                ? new byte[0]
                                : Der.field(
                                        10,
                                        Der.sequence(Der.sequence(
                                                Der.field(0, Der.integer(128)),
                                                Der.field(1, Der.octets(authorization)))))));
        String service = key.principal().substring(0, key.principal().lastIndexOf('@'));
        return Der.value(
                0x61,
                Der.sequence(
                        Der.field(0, Der.integer(5)),
                        Der.field(1, Der.generalString(key.realm())),
                        Der.field(2, name(2, service.split("/"))),
                        Der.field(
                                3,
                                Der.sequence(
                                        Der.field(0, Der.integer(type)),
                                        Der.field(1, Der.integer(version)),
                                        Der.field(
                                                2, Der.octets(sealed(content, key.key(), KeyUsage.KDC_REP_TICKET)))))));
    }

    /** A token of Kerberos alone: each has another authenticator. */
    public byte[] kerberosToken() {
        byte[] checksum = ByteBuffer.allocate(24)
                .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                .putInt(16)
                .put(new byte[16])
                .putInt(0)
                .array();
        byte[] content = Der.value(
                0x62,
                Der.sequence(
                        Der.field(0, Der.integer(5)),
                        Der.field(1, Der.generalString(clientRealm)),
                        Der.field(2, name(1, client)),
                        Der.field(
                                3,
                                Der.sequence(
                                        Der.field(0, Der.integer(GSS_CHECKSUM)), Der.field(1, Der.octets(checksum)))),
                        Der.field(4, Der.integer(ThreadLocalRandom.current().nextInt(1_000_000))),
                        Der.field(5, Der.time(authenticated)),
                        Der.field(7, Der.integer(ThreadLocalRandom.current().nextInt(1, 1 << 30)))));
        byte[] request = Der.value(
                0x6E,
                Der.sequence(
                        Der.field(0, Der.integer(5)),
                        Der.field(1, Der.integer(14)),
                        Der.field(2, Der.flags(MUTUAL)),
                        Der.field(3, ticket()),
                        Der.field(
                                4,
                                Der.sequence(
                                        Der.field(0, Der.integer(AES256)),
                                        Der.field(2, Der.octets(sealed(content, sessionKey, KeyUsage.AP_REQ_AUTH)))))));
        return initial(KERBEROS, Der.concatenated(new byte[] {1, 0}, request));
    }

    /** A token of SPNEGO with Kerberos alone. */
    public byte[] token() {
        return offer(kerberosToken(), MS_KERBEROS, KERBEROS, NTLM);
    }

    /** The first token of SPNEGO: mechanisms, and a token of the first one. */
    public static byte[] offer(byte[] token, String... mechanisms) {
        byte[][] types = Arrays.stream(mechanisms).map(Der::identifier).toArray(byte[][]::new);
        return initial(
                SPNEGO, Der.field(0, Der.sequence(Der.field(0, Der.sequence(types)), Der.field(2, Der.octets(token)))));
    }

    /** A later token of SPNEGO. */
    public static byte[] later(byte[] token) {
        return Der.field(
                1, Der.sequence(Der.field(0, Der.value(0x0A, new byte[] {1})), Der.field(2, Der.octets(token))));
    }

    private static byte[] initial(String mechanism, byte[] content) {
        return Der.value(0x60, Der.identifier(mechanism), content);
    }

    /** The client with this ticket, for JGSS, which finds it here and asks no KDC. */
    public Subject subject() {
        KerberosPrincipal person = new KerberosPrincipal(client + "@" + clientRealm);
        String tgt = "krbtgt/" + clientRealm + "@" + clientRealm;
        return new Subject(
                false,
                Set.of(person),
                Set.of(),
                Set.of(held(ticket(), person, key.principal()), held(ticket(), person, tgt)));
    }

    private KerberosTicket held(byte[] ticket, KerberosPrincipal person, String service) {
        return new KerberosTicket(
                ticket,
                person,
                new KerberosPrincipal(service, KerberosPrincipal.KRB_NT_SRV_INST),
                sessionKey,
                AES256,
                new boolean[32],
                Date.from(start),
                Date.from(start),
                Date.from(end),
                null,
                null);
    }

    private static byte[] name(int nameType, String... components) {
        byte[][] names = Arrays.stream(components).map(Der::generalString).toArray(byte[][]::new);
        return Der.sequence(Der.field(0, Der.integer(nameType)), Der.field(1, Der.sequence(names)));
    }

    private static byte[] keyOf(byte[] key) {
        return Der.sequence(Der.field(0, Der.integer(AES256)), Der.field(1, Der.octets(key)));
    }

    private static byte[] sealed(byte[] content, byte[] key, KeyUsage usage) {
        try {
            EncryptedData data = EncryptionHandler.encrypt(
                    content, new EncryptionKey(EncryptionType.AES256_CTS_HMAC_SHA1_96, key), usage);
            return data.getCipher();
        } catch (KrbException e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] random(int length) {
        byte[] bytes = new byte[length];
        ThreadLocalRandom.current().nextBytes(bytes);
        return bytes;
    }
}
