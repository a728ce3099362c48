package org.adcache.store.image;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.adcache.store.StoreException;
import org.adcache.store.file.StoreProblems;

/**
 * Read-ahead of an index image: a thread of its own reads and decrypts the next blocks into a small ring of buffers.
 * Closing ends that thread; the file stays open.
 */
final class ReadAhead implements AutoCloseable {
    private static final int BUFFERS = 4;

    private final ImageFile image;
    private final ImageCipher cipher;
    private final byte[] sealed = new byte[ImageFormat.sealedBlock(0)];
    private final byte[][] buffers = new byte[BUFFERS][ImageFormat.BLOCK];
    private final ExecutorService thread = Executors.newSingleThreadExecutor(ReadAhead::thread);
    private final Queue<CompletableFuture<ByteBuffer>> asked = new ArrayDeque<>();
    private boolean started;
    private long unasked;
    private long block;
    private long unread;
    private volatile boolean stopped;

    ReadAhead(ImageFile image) throws StoreException {
        this.image = image;
        this.cipher = image.key().opening();
        this.unread = image.sealedBytes();
        this.unasked = ImageFormat.blocks(unread);
        for (int i = 0; i < BUFFERS; i++) {
            ask();
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "adcache-image");
        thread.setDaemon(true);
        return thread;
    }

    private void ask() {
        if (unasked > 0) {
            unasked--;
            asked.add(CompletableFuture.supplyAsync(this::fill, thread));
        }
    }

    boolean hasNext() {
        return unasked > 0 || !asked.isEmpty();
    }

    /** The next block; valid until the following call. */
    ByteBuffer next() throws StoreException {
        if (started) {
            ask();
        }
        started = true;
        try {
            return asked.remove().join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof StoreException failure) {
                throw failure;
            }
            throw e;
        }
    }

    private ByteBuffer fill() {
        try {
            image.key().requireKept();
            return stopped ? ByteBuffer.allocate(0) : open(buffers[(int) (block % BUFFERS)]);
        } catch (GeneralSecurityException | EOFException e) {
            throw new CompletionException(StoreProblems.imageDamaged(image.path(), "it does not decrypt", e));
        } catch (IOException e) {
            throw new CompletionException(StoreProblems.readFailed(image.path(), e));
        } catch (StoreException e) {
            throw new CompletionException(e);
        }
    }

    private ByteBuffer open(byte[] buffer) throws IOException, GeneralSecurityException {
        int length = (int) Math.min(unread, ImageFormat.sealedBlock(block));
        ImageHeader.readFully(image.channel(), ByteBuffer.wrap(sealed, 0, length));
        unread -= length;
        int chunk = ImageFormat.chunk(block) + ImageFormat.TAG;
        int to = 0;
        for (int from = 0; from < length; from += chunk) {
            int size = Math.min(chunk, length - from);
            boolean last = unread == 0 && from + size == length;
            to += cipher.next(sealed, from, size, last, buffer, to);
        }
        block++;
        return ByteBuffer.wrap(buffer, 0, to).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public void close() {
        stopped = true;
        CompletableFuture<?>[] running = asked.toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(running).handle((done, failed) -> true).join();
        thread.shutdown();
    }
}
