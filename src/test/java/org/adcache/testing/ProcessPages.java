package org.adcache.testing;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Search of all readable pages of a process of this machine (Linux), which must be a child of this one. */
public final class ProcessPages implements AutoCloseable {
    private static final int PAGE = 4096;
    private static final byte[] ZEROS = new byte[PAGE];
    private static final int PIECE = 1024 * PAGE;

    private final Path folder;
    private final RandomAccessFile memory;
    private final RandomAccessFile pageMap;
    private final Needles.Search search;
    private final byte[] page = new byte[PAGE];
    private final byte[] piece = new byte[PIECE];

    private ProcessPages(long process, Needles needles) throws IOException {
        this.folder = Path.of("/proc", Long.toString(process));
        this.memory = new RandomAccessFile(folder.resolve("mem").toFile(), "r");
        this.pageMap = new RandomAccessFile(folder.resolve("pagemap").toFile(), "r");
        this.search = needles.search();
    }

    public static Needles.Found search(long process, Needles needles) throws IOException {
        try (ProcessPages pages = new ProcessPages(process, needles)) {
            pages.search();
            return pages.search.result();
        }
    }

    private void search() throws IOException {
        for (String line : Files.readAllLines(folder.resolve("maps"))) {
            if (line.split(" ", 3)[1].startsWith("r") && !line.endsWith("[vsyscall]")) {
                search(line);
            }
        }
    }

    private void search(String line) throws IOException {
        String[] range = line.split(" ", 2)[0].split("-", 2);
        long end = Long.parseUnsignedLong(range[1], 16);
        search.restart();
        for (long at = Long.parseUnsignedLong(range[0], 16); at < end; at += PIECE) {
            search(at, (int) Math.min(PIECE, end - at), line);
        }
    }

    /** Searches runs of pages that are in memory or swapped out; others were never written. */
    private void search(long start, int length, String line) throws IOException {
        byte[] entries = new byte[length / PAGE * Long.BYTES];
        pageMap.seek(start / PAGE * Long.BYTES);
        pageMap.readFully(entries);
        ByteBuffer pages = ByteBuffer.wrap(entries).order(ByteOrder.LITTLE_ENDIAN);
        int run = 0;
        for (int at = 0; at < length; at += PAGE) {
            // Bits 62 and 63: swapped, present.
            if (pages.getLong() >>> 62 != 0) {
                run += PAGE;
            } else {
                searchRun(start + at - run, run, line);
                search.restart();
                run = 0;
            }
        }
        searchRun(start + length - run, run, line);
    }

    private void searchRun(long start, int length, String line) throws IOException {
        if (length == 0) {
            return;
        }
        memory.seek(start);
        try {
            memory.readFully(piece, 0, length);
        } catch (IOException e) {
            // Pages of the kernel, and a mapping that was removed meanwhile.
            return;
        }
        for (int at = 0; at < length; at += PAGE) {
            if (Arrays.equals(piece, at, at + PAGE, ZEROS, 0, PAGE)) {
                search.restart();
            } else {
                System.arraycopy(piece, at, page, 0, PAGE);
                search.next(page, PAGE, line);
            }
        }
    }

    @Override
    public void close() throws IOException {
        memory.close();
        pageMap.close();
    }
}
