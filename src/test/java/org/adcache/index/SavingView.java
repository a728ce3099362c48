package org.adcache.index;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.adcache.account.Generation;
import org.adcache.store.ImageInput;
import org.adcache.store.ImageOutput;
import org.adcache.store.IndexImage;
import org.adcache.store.RecordVisitor;
import org.adcache.store.StoreException;
import org.adcache.testing.ForwardingView;

/** Store view over a list of accounts, with an index image in memory. */
public final class SavingView extends ForwardingView {
    private final Images images;
    private int reads;

    public SavingView(ListView view, Images images) {
        super(view);
        this.images = images;
    }

    /** Holder of at most one image. */
    public static final class Images {
        private final Instant writtenAt;
        private Optional<MemoryImage> image = Optional.empty();
        private int writes;

        /** All images saved here have this time of writing. */
        public Images(Instant writtenAt) {
            this.writtenAt = writtenAt;
        }

        /** The number of images saved. */
        public int writes() {
            return writes;
        }

        public boolean isEmpty() {
            return image.isEmpty();
        }
    }

    /** The number of full reads of the records. */
    public int reads() {
        return reads;
    }

    @Override
    public void forEach(RecordVisitor visitor) throws StoreException {
        reads++;
        super.forEach(visitor);
    }

    @Override
    public Optional<IndexImage> image(String format) {
        return images.image
                .filter(image -> image.format.equals(format))
                .filter(image -> image.generation.compareTo(generation()) <= 0)
                .map(image -> image);
    }

    @Override
    public void saveImage(String format, IndexImage.Writing content) throws StoreException {
        MemoryImage image = new MemoryImage(format, generation(), images.writtenAt);
        content.to(image);
        images.writes++;
        images.image = Optional.of(image);
    }

    /** Values of an image, as written. */
    private static final class MemoryImage implements IndexImage, ImageOutput {
        private final String format;
        private final Generation generation;
        private final Instant writtenAt;
        private final List<Object> values = new ArrayList<>();

        MemoryImage(String format, Generation generation, Instant writtenAt) {
            this.format = format;
            this.generation = generation;
            this.writtenAt = writtenAt;
        }

        @Override
        public Generation generation() {
            return generation;
        }

        @Override
        public Instant writtenAt() {
            return writtenAt;
        }

        @Override
        public <T> T read(Reading<T> content) throws StoreException {
            Values saved = new Values(values);
            T made = content.from(saved);
            if (!saved.values.isEmpty()) {
                throw new AssertionError(saved.values.size() + " values were not read");
            }
            return made;
        }

        @Override
        public void number(long value) {
            values.add(value);
        }

        @Override
        public void ints(int[] array, int from, int to) {
            values.add(Arrays.copyOfRange(array, from, to));
        }

        @Override
        public void longs(long[] array, int from, int to) {
            values.add(Arrays.copyOfRange(array, from, to));
        }

        @Override
        public void bytes(byte[] array, int from, int to) {
            values.add(Arrays.copyOfRange(array, from, to));
        }

        @Override
        public void text(String text) {
            values.add(text);
        }
    }

    private static final class Values implements ImageInput {
        private final Deque<Object> values;

        Values(List<Object> values) {
            this.values = new ArrayDeque<>(values);
        }

        @Override
        public long number() {
            return (Long) values.remove();
        }

        @Override
        public int[] ints() {
            return ((int[]) values.remove()).clone();
        }

        @Override
        public long[] longs() {
            return ((long[]) values.remove()).clone();
        }

        @Override
        public byte[] bytes() {
            return ((byte[]) values.remove()).clone();
        }

        @Override
        public String text() {
            return (String) values.remove();
        }

        @Override
        public List<String> texts() {
            List<String> texts = new ArrayList<>();
            for (long saved = number(); saved > 0; saved--) {
                texts.add(text());
            }
            return texts;
        }
    }
}
