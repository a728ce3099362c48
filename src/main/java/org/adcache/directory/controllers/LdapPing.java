package org.adcache.directory.controllers;

import com.unboundid.asn1.ASN1StreamReader;
import com.unboundid.ldap.protocol.LDAPMessage;
import com.unboundid.ldap.protocol.SearchRequestProtocolOp;
import com.unboundid.ldap.sdk.DereferencePolicy;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPConnectionOptions;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * LDAP ping (MS-ADTS 6.3.3): a search of the rootDSE for {@code netlogon} over UDP, or over TCP where a firewall
 * blocks UDP. Sends nothing secret. The answer is not authenticated and only affects the order of servers.
 */
final class LdapPing implements SitePing {
    private static final Logger log = LoggerFactory.getLogger(LdapPing.class);
    private static final int PORT = 389;
    private static final Duration ANSWER = Duration.ofSeconds(1);
    private static final int MAX_DATAGRAM = 8192;
    private static final String NETLOGON = "netlogon";
    /** NETLOGON_NT_VERSION_5EX and NETLOGON_NT_VERSION_WITH_CLOSEST_SITE (MS-ADTS 6.3.1.1), little-endian. */
    private static final byte[] VERSION = {0x14, 0, 0, 0};

    private final Filter filter;
    private final int port;
    private final Duration wait;

    LdapPing(String domain) {
        this(domain, PORT, ANSWER);
    }

    /** @param wait for a connection, and for each answer */
    LdapPing(String domain, int port, Duration wait) {
        this.filter = Filter.createANDFilter(
                Filter.createEqualityFilter("DnsDomain", domain), Filter.createEqualityFilter("NtVer", VERSION));
        this.port = port;
        this.wait = wait;
    }

    @Override
    public Optional<PingAnswer> ask(String host) {
        return overUdp(host).or(() -> overTcp(host).flatMap(PingAnswer::parse));
    }

    private Optional<PingAnswer> overUdp(String host) {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.setSoTimeout((int) wait.toMillis());
            socket.connect(new InetSocketAddress(host, port));
            byte[] question = new LDAPMessage(
                            1,
                            new SearchRequestProtocolOp(
                                    "",
                                    SearchScope.BASE,
                                    DereferencePolicy.NEVER,
                                    0,
                                    0,
                                    false,
                                    filter,
                                    List.of(NETLOGON)))
                    .encode()
                    .encode();
            socket.send(new DatagramPacket(question, question.length));
            DatagramPacket answer = new DatagramPacket(new byte[MAX_DATAGRAM], MAX_DATAGRAM);
            socket.receive(answer);
            return answer(answer);
        } catch (IOException | IllegalArgumentException e) {
            log.debug("{} does not answer an LDAP ping over UDP", host, e);
            return Optional.empty();
        }
    }

    /** Parses a datagram, which anybody may have sent; empty if it is no answer to a ping. */
    static Optional<PingAnswer> answer(DatagramPacket datagram) {
        try {
            return netlogon(datagram).flatMap(PingAnswer::parse);
        } catch (LDAPException e) {
            log.debug("A datagram from {} is no LDAP message", datagram.getAddress(), e);
            return Optional.empty();
        }
    }

    private static Optional<byte[]> netlogon(DatagramPacket answer) throws LDAPException {
        ASN1StreamReader reader = new ASN1StreamReader(new Datagram(answer), MAX_DATAGRAM);
        // Only a response: a request may hold filters inside filters, which the SDK reads recursively.
        return LDAPMessage.readLDAPResponseFrom(reader, true) instanceof SearchResultEntry entry
                ? value(entry)
                : Optional.empty();
    }

    /**
     * The bytes of a datagram; reading past them is an error. At an end of the stream inside a list of values the SDK
     * would add absent values for ever.
     */
    private static final class Datagram extends InputStream {
        private final ByteBuffer bytes;

        Datagram(DatagramPacket packet) {
            this.bytes = ByteBuffer.wrap(packet.getData(), 0, packet.getLength());
        }

        @Override
        public int read() throws EOFException {
            if (!bytes.hasRemaining()) {
                throw new EOFException("the datagram ends inside an element");
            }
            return Byte.toUnsignedInt(bytes.get());
        }

        @Override
        public int read(byte[] target, int offset, int length) throws EOFException {
            if (length > 0 && !bytes.hasRemaining()) {
                throw new EOFException("the datagram ends inside an element");
            }
            int count = Math.min(length, bytes.remaining());
            bytes.get(target, offset, count);
            return count;
        }
    }

    private Optional<byte[]> overTcp(String host) {
        LDAPConnectionOptions options = new LDAPConnectionOptions();
        options.setUseSynchronousMode(true);
        options.setFollowReferrals(false);
        options.setConnectTimeoutMillis((int) wait.toMillis());
        options.setResponseTimeoutMillis(wait.toMillis());
        options.setMaxMessageSize(MAX_DATAGRAM);
        try (LDAPConnection connection = new LDAPConnection(options, host, port)) {
            return connection.search("", SearchScope.BASE, filter, NETLOGON).getSearchEntries().stream()
                    .findFirst()
                    .flatMap(LdapPing::value);
        } catch (LDAPException e) {
            log.debug("{} does not answer an LDAP ping over TCP", host, e);
            return Optional.empty();
        }
    }

    private static Optional<byte[]> value(Entry entry) {
        return Optional.ofNullable(entry.getAttributeValueBytes(NETLOGON));
    }
}
