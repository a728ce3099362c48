package org.adcache.process;

import com.sun.jna.NativeLong;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * Notification socket of systemd, the protocol of sd_notify(3): each datagram has lines such as {@code READY=1}. Java
 * has Unix sockets for streams only, so the datagrams are sent by the C library. Thread-safe.
 */
public final class NotifySocket {
    /** Longest path of a Unix socket, with the zero byte at its end. */
    private static final int LONGEST = 108;

    private final byte[] address;
    private Optional<Connected> connected = Optional.empty();

    private record Connected(LibC libc, int descriptor) {}

    private NotifySocket(byte[] address) {
        this.address = address;
    }

    /**
     * The socket that {@code NOTIFY_SOCKET} names, a path or {@code @} and an abstract name.
     *
     * @return empty without that variable, or if it names no Unix socket
     */
    public static Optional<NotifySocket> of(Map<String, String> environment) {
        String name = environment.getOrDefault("NOTIFY_SOCKET", "");
        byte[] path = name.getBytes(StandardCharsets.UTF_8);
        return (name.startsWith("/") || name.startsWith("@")) && path.length > 1 && path.length < LONGEST
                ? Optional.of(new NotifySocket(address(path)))
                : Optional.empty();
    }

    /** A {@code sockaddr_un}: an abstract name starts with a zero byte and ends with the address. */
    private static byte[] address(byte[] path) {
        boolean isAbstract = path[0] == '@';
        ByteBuffer address = ByteBuffer.allocate(Short.BYTES + path.length + (isAbstract ? 0 : 1))
                .order(ByteOrder.nativeOrder())
                .putShort((short) LibC.AF_UNIX)
                .put(path);
        if (isAbstract) {
            address.put(Short.BYTES, (byte) 0);
        }
        return address.array();
    }

    /**
     * Sends assignments in one datagram. The first call loads the C library, which takes some 100 ms.
     *
     * @throws IOException if it can't be sent
     */
    public synchronized void send(String... assignments) throws IOException {
        Connected socket = connected();
        byte[] text = String.join("\n", assignments).getBytes(StandardCharsets.UTF_8);
        long sent = socket.libc()
                .sendto(
                        socket.descriptor(),
                        text,
                        new NativeLong(text.length),
                        LibC.MSG_NOSIGNAL,
                        address,
                        address.length)
                .longValue();
        if (sent != text.length) {
            throw new IOException("the notification socket takes no message: " + LibC.lastError());
        }
    }

    private Connected connected() throws IOException {
        if (connected.isEmpty()) {
            try {
                LibC libc = LibC.load();
                int descriptor = libc.socket(LibC.AF_UNIX, LibC.SOCK_DGRAM | LibC.SOCK_CLOEXEC, 0);
                if (descriptor < 0) {
                    throw new IOException("there is no socket for notifications: " + LibC.lastError());
                }
                connected = Optional.of(new Connected(libc, descriptor));
            } catch (LinkageError | RuntimeException e) {
                throw new IOException("system calls are not available: " + e.getMessage(), e);
            }
        }
        return connected.orElseThrow();
    }
}
