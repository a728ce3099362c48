package org.adcache.testing;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

/** Search of all readable pages of a process of this machine (Linux), which must be a child of this one. */
public final class ProcessPages {
    private static final int PIECE = 4 << 20;

    private ProcessPages() {}

    public static Needles.Found search(long process, Needles needles) throws IOException {
        Path folder = Path.of("/proc", Long.toString(process));
        Needles.Search search = needles.search();
        byte[] piece = new byte[PIECE];
        try (RandomAccessFile memory = new RandomAccessFile(folder.resolve("mem").toFile(), "r")) {
            for (String line : Files.readAllLines(folder.resolve("maps"))) {
                if (line.split(" ", 3)[1].startsWith("r") && !line.endsWith("[vsyscall]")) {
                    search.restart();
                    search(memory, line, piece, search);
                }
            }
        }
        return search.result();
    }

    private static void search(RandomAccessFile memory, String line, byte[] piece, Needles.Search search)
            throws IOException {
        String[] range = line.split(" ", 2)[0].split("-", 2);
        long end = Long.parseUnsignedLong(range[1], 16);
        for (long at = Long.parseUnsignedLong(range[0], 16); at < end; at += PIECE) {
            int length = (int) Math.min(PIECE, end - at);
            memory.seek(at);
            try {
                memory.readFully(piece, 0, length);
            } catch (IOException e) {
                // Pages of the kernel, and a mapping that was removed meanwhile.
                return;
            }
            search.next(piece, length, line);
        }
    }
}
