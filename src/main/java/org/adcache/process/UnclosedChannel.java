package org.adcache.process;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Set;

/**
 * Blocking channel over an inherited one, which it never closes: Java redirects standard output and error to /dev/null
 * when an inherited channel is closed, and the last lines of the log would be lost.
 */
final class UnclosedChannel extends ServerSocketChannel {
    private final ServerSocketChannel inherited;
    private final Selector selector;

    UnclosedChannel(ServerSocketChannel inherited) throws IOException {
        super(inherited.provider());
        this.inherited = inherited;
        this.selector = inherited.provider().openSelector();
        inherited.configureBlocking(false);
        inherited.register(selector, SelectionKey.OP_ACCEPT);
    }

    @Override
    public SocketChannel accept() throws IOException {
        while (isOpen()) {
            selector.select();
            if (Thread.currentThread().isInterrupted()) {
                close();
                throw new ClosedByInterruptException();
            }
            if (isOpen()) {
                selector.selectedKeys().clear();
                SocketChannel accepted = inherited.accept();
                if (accepted != null) {
                    return accepted;
                }
            }
        }
        throw new ClosedChannelException();
    }

    @Override
    protected void implCloseSelectableChannel() throws IOException {
        selector.close();
    }

    @Override
    protected void implConfigureBlocking(boolean block) {
        if (!block) {
            throw new UnsupportedOperationException("this channel is a blocking one");
        }
    }

    @Override
    public ServerSocketChannel bind(SocketAddress local, int backlog) throws IOException {
        inherited.bind(local, backlog);
        return this;
    }

    @Override
    public <T> ServerSocketChannel setOption(SocketOption<T> name, T value) throws IOException {
        inherited.setOption(name, value);
        return this;
    }

    @Override
    public <T> T getOption(SocketOption<T> name) throws IOException {
        return inherited.getOption(name);
    }

    @Override
    public Set<SocketOption<?>> supportedOptions() {
        return inherited.supportedOptions();
    }

    @Override
    public ServerSocket socket() {
        return inherited.socket();
    }

    @Override
    public SocketAddress getLocalAddress() throws IOException {
        return inherited.getLocalAddress();
    }
}
