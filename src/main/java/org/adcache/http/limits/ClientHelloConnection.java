package org.adcache.http.limits;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.BufferUtil;

/**
 * Connection that waits for the first TLS record. A client that sends nothing, or a part of it, costs a small buffer
 * and no TLS engine. What is no TLS record is left to the engine to refuse.
 */
public final class ClientHelloConnection extends AbstractConnection.NonBlocking implements Connection.UpgradeFrom {
    private static final int HEADER = 5;
    private static final byte HANDSHAKE = 22;
    private static final int LARGEST_PAYLOAD = 1 << 14;
    private static final int FIRST_CAPACITY = 512;

    private final TlsHandshakes handshakes;
    private final Supplier<Connection> successor;
    private ByteBuffer arrived = BufferUtil.EMPTY_BUFFER;

    /** @param successor creates the TLS connection */
    ClientHelloConnection(
            EndPoint endPoint, Executor executor, TlsHandshakes handshakes, Supplier<Connection> successor) {
        super(endPoint, executor);
        this.handshakes = handshakes;
        this.successor = successor;
    }

    @Override
    public void onOpen() {
        super.onOpen();
        fillInterested();
    }

    @Override
    public void onFillable() {
        try {
            int filled = fill();
            while (filled > 0 && !isWhole()) {
                filled = fill();
            }
            if (filled < 0) {
                close();
            } else if (filled == 0) {
                fillInterested();
            } else {
                handshakes.execute(getEndPoint(), () -> getEndPoint().upgrade(successor.get()));
            }
        } catch (IOException e) {
            getEndPoint().close(e);
        }
    }

    private int fill() throws IOException {
        if (BufferUtil.space(arrived) == 0) {
            int capacity = Math.min(Math.max(FIRST_CAPACITY, 2 * arrived.capacity()), HEADER + LARGEST_PAYLOAD);
            arrived = ByteBuffer.allocate(capacity).put(arrived).flip();
        }
        return getEndPoint().fill(arrived);
    }

    private boolean isWhole() {
        if (arrived.get(0) != HANDSHAKE) {
            return true;
        }
        if (arrived.remaining() < HEADER) {
            return false;
        }
        int payload = Short.toUnsignedInt(arrived.getShort(3));
        return payload > LARGEST_PAYLOAD || arrived.remaining() >= HEADER + payload;
    }

    @Override
    public ByteBuffer onUpgradeFrom() {
        return arrived;
    }
}
