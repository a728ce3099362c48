package org.adcache.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UnclosedChannelTest {
    private ServerSocketChannel inherited;
    private UnclosedChannel channel;

    @BeforeEach
    void listen() throws Exception {
        inherited = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        channel = new UnclosedChannel(inherited);
    }

    @AfterEach
    void stop() throws Exception {
        channel.close();
        inherited.close();
    }

    @Test
    void acceptsConnectionsInBlockingMode() throws Exception {
        CompletableFuture<SocketChannel> accepted = CompletableFuture.supplyAsync(this::accept);

        try (SocketChannel client = SocketChannel.open(inherited.getLocalAddress());
                SocketChannel server = accepted.get(10, TimeUnit.SECONDS)) {
            assertThat(server.isBlocking()).isTrue();
            assertThat(server.getRemoteAddress()).isEqualTo(client.getLocalAddress());
        }
    }

    @Test
    void endsAcceptingWhenItIsClosedAndLeavesTheInheritedOneOpen() throws Exception {
        CompletableFuture<SocketChannel> accepted = CompletableFuture.supplyAsync(this::accept);

        channel.close();

        assertThatThrownBy(() -> accepted.get(10, TimeUnit.SECONDS))
                .hasRootCauseInstanceOf(ClosedChannelException.class);
        assertThat(inherited.isOpen()).isTrue();
    }

    @Test
    void endsAcceptingWhenItsThreadIsInterrupted() throws Exception {
        CompletableFuture<Throwable> failure = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                channel.accept();
            } catch (Exception e) {
                failure.complete(e);
            }
        });
        thread.start();

        thread.interrupt();

        assertThat(failure.get(10, TimeUnit.SECONDS)).isInstanceOf(ClosedByInterruptException.class);
        assertThat(inherited.isOpen()).isTrue();
    }

    private SocketChannel accept() {
        try {
            return channel.accept();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
