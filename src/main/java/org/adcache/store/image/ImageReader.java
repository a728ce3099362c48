package org.adcache.store.image;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.adcache.store.ImageInput;
import org.adcache.store.MalformedRecordException;
import org.adcache.store.StoreException;
import org.adcache.store.file.StoreProblems;
import org.adcache.store.record.CompactReader;

/** Sequential reader of one index image. Closing it leaves the file open. */
final class ImageReader implements ImageInput, AutoCloseable {
    private static final int MAX_ARRAY = Integer.MAX_VALUE - 8;
    /** A length and at least one byte, see {@link ImageFormat}. */
    private static final int MIN_TEXT = Long.BYTES + ImageFormat.ALIGNMENT;

    private final ImageFile image;
    private final ReadAhead blocks;
    private ByteBuffer block = ByteBuffer.allocate(0);
    private long left;

    ImageReader(ImageFile image) throws StoreException {
        this.image = image;
        this.left = ImageFormat.content(image.sealedBytes());
        if (left < 0) {
            throw damaged("it is cut short");
        }
        this.blocks = new ReadAhead(image);
    }

    @Override
    public long number() throws StoreException {
        take(Long.BYTES);
        moveOn();
        return block.getLong();
    }

    @Override
    public int[] ints() throws StoreException {
        int[] values = new int[length(Integer.BYTES)];
        array(values.length, Integer.BYTES, (at, count) -> block.asIntBuffer().get(values, at, count));
        return values;
    }

    @Override
    public long[] longs() throws StoreException {
        long[] values = new long[length(Long.BYTES)];
        array(values.length, Long.BYTES, (at, count) -> block.asLongBuffer().get(values, at, count));
        return values;
    }

    @Override
    public byte[] bytes() throws StoreException {
        byte[] values = new byte[length(Byte.BYTES)];
        array(values.length, Byte.BYTES, (at, count) -> block.duplicate().get(values, at, count));
        return values;
    }

    @Override
    public String text() throws StoreException {
        try {
            CompactReader in = new CompactReader(bytes());
            String text = in.text();
            in.end();
            return text;
        } catch (MalformedRecordException e) {
            throw damaged("a text in it is malformed");
        }
    }

    @Override
    public List<String> texts() throws StoreException {
        int count = count(MIN_TEXT);
        List<String> texts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            texts.add(text());
        }
        return texts;
    }

    /** Reads the length of an array and checks that the rest of the file can hold it. */
    private int length(int width) throws StoreException {
        int length = count(width);
        take(padded((long) width * length));
        return length;
    }

    /**
     * Reads a number of elements of at least so many bytes each, and checks that the rest of the file can hold them.
     */
    private int count(int bytes) throws StoreException {
        long count = number();
        if (count < 0 || count > left / bytes || count > MAX_ARRAY) {
            throw damaged("it holds a length that can't be");
        }
        return (int) count;
    }

    private void take(long bytes) throws StoreException {
        if (bytes > left) {
            throw damaged("it holds less than is to be read");
        }
        left -= bytes;
    }

    private static long padded(long bytes) {
        return (bytes + ImageFormat.ALIGNMENT - 1) / ImageFormat.ALIGNMENT * ImageFormat.ALIGNMENT;
    }

    private void array(int length, int width, Copy copy) throws StoreException {
        for (int at = 0; at < length; ) {
            moveOn();
            int count = Math.min(length - at, block.remaining() / width);
            copy.take(at, count);
            block.position(block.position() + width * count);
            at += count;
        }
        block.position((int) padded(block.position()));
    }

    @FunctionalInterface
    private interface Copy {
        /** Copies values from the block's position without advancing it. */
        void take(int at, int count);
    }

    private void moveOn() throws StoreException {
        if (!block.hasRemaining()) {
            block = blocks.next();
        }
    }

    /**
     * Checks that everything was read and that the file ends where the writer ended it.
     *
     * @throws StoreException type {@code image-damaged} if not
     */
    void end() throws StoreException {
        if (left > 0) {
            throw damaged("it holds more than was read");
        }
        while (blocks.hasNext()) {
            blocks.next();
        }
    }

    private StoreException damaged(String fault) {
        return StoreProblems.imageDamaged(image.path(), fault);
    }

    @Override
    public void close() {
        blocks.close();
    }
}
