package org.adcache.auth.audit;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.adcache.api.AuditDocument;
import org.adcache.store.file.Disk;

/** Reader of the audit log from its end to its beginning, a page at a time, in blocks of bounded size. */
final class AuditPages {
    /** More than the longest line. */
    private static final int BLOCK = 64 << 10;

    /** A page ends after this many bytes, even if all of them were damaged. */
    private static final int MOST_BYTES = 4 << 20;

    private final AuditFolder folder;
    private final AuditLine lines = new AuditLine();

    AuditPages(AuditFolder folder) {
        this.folder = folder;
    }

    /** @param before where the page ends; empty: at the end of the log */
    AuditDocument page(Optional<AuditPosition> before, int limit) throws IOException {
        Page page = new Page(limit);
        List<Long> full = folder.full();
        long growing = AuditFolder.next(full);
        if (before.isEmpty() || before.get().file() >= growing) {
            page.read(growing, before);
        }
        for (int i = full.size() - 1; i >= 0; i--) {
            if (before.isEmpty() || before.get().file() >= full.get(i)) {
                page.read(full.get(i), before);
            }
        }
        return page.document();
    }

    /**
     * Opens a file by its number; a growing one may have got it only now.
     *
     * @throws NoSuchFileException if it was deleted, as the oldest, or there is nothing yet
     */
    private FileChannel open(long number) throws IOException {
        try {
            return Disk.open(folder.full(number), StandardOpenOption.READ);
        } catch (NoSuchFileException e) {
            FileChannel growing = Disk.open(folder.growing(), StandardOpenOption.READ);
            if (AuditFolder.next(folder.full()) == number) {
                return growing;
            }
            growing.close();
            return Disk.open(folder.full(number), StandardOpenOption.READ);
        }
    }

    /** What was found so far. */
    private final class Page {
        private final int limit;
        private final List<AuditDocument.Entry> items = new ArrayList<>();
        private int damaged;
        private long bytesRead;
        private Optional<AuditPosition> next = Optional.empty();

        Page(int limit) {
            this.limit = limit;
        }

        void read(long number, Optional<AuditPosition> before) throws IOException {
            if (next.isPresent()) {
                return;
            }
            try (FileChannel file = open(number)) {
                long end = before.filter(position -> position.file() == number)
                        .map(AuditPosition::offset)
                        .orElse(Long.MAX_VALUE);
                end = Math.min(end, file.size());
                while (end > 0 && next.isEmpty()) {
                    end = readBlock(number, file, end);
                }
            } catch (NoSuchFileException e) {
                // Nothing was written yet, or the oldest was deleted just now.
            }
        }

        /** Reads the whole lines of the block that ends at a place, and returns where the first of them starts. */
        private long readBlock(long number, FileChannel file, long end) throws IOException {
            int length = (int) Math.min(BLOCK, end);
            long start = end - length;
            byte[] block = bytes(file, start, length);
            int lineEnd = length;
            for (int i = length - 1; i >= 0; i--) {
                boolean lineStarts = i == 0 ? start == 0 : block[i - 1] == '\n';
                if (lineStarts && isFull()) {
                    next = Optional.of(new AuditPosition(number, start + lineEnd));
                    return start + lineEnd;
                }
                if (lineStarts) {
                    take(Arrays.copyOfRange(block, i, lineEnd));
                    lineEnd = i;
                }
            }
            if (lineEnd < length) {
                return start + lineEnd;
            }
            // The end of a line that is longer than any of ours.
            damaged++;
            bytesRead += length;
            return start;
        }

        private boolean isFull() {
            return items.size() >= limit || bytesRead >= MOST_BYTES;
        }

        private void take(byte[] line) {
            bytesRead += line.length;
            if (new String(line, StandardCharsets.UTF_8).isBlank()) {
                return;
            }
            Optional<AuditDocument.Entry> entry = lines.read(line);
            entry.ifPresent(items::add);
            damaged += entry.isPresent() ? 0 : 1;
        }

        AuditDocument document() {
            return new AuditDocument(
                    items,
                    damaged == 0 ? OptionalInt.empty() : OptionalInt.of(damaged),
                    next.map(AuditPosition::toString));
        }
    }

    private static byte[] bytes(FileChannel file, long start, int length) throws IOException {
        ByteBuffer block = ByteBuffer.allocate(length);
        while (block.hasRemaining()) {
            if (file.read(block, start + block.position()) < 0) {
                throw new EOFException("the audit log became shorter while it was read");
            }
        }
        return block.array();
    }
}
