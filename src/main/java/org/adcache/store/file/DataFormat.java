package org.adcache.store.file;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.adcache.encoding.Sha256;
import org.adcache.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Format version of the data folder: one number in the file {@code format}, with a checksum, because a damaged one must
 * not stop a service. A folder without the file is of format 1. Files of an older format are read as they are, each by
 * its own version, or read again from the directory; those of a newer one may mean something else, so nothing of it is
 * read or changed.
 *
 * <pre>
 *  1  up to the pages of 0.1.0: manifests, switch, tokens and audit log in the forms that their readers name
 *  2  the same files, and this one:  2 d4735e3a…   the number, and the start of the SHA-256 of its decimal digits
 * </pre>
 */
final class DataFormat {
    static final int CURRENT = 2;
    static final String FILE = "format";

    private static final Logger log = LoggerFactory.getLogger(DataFormat.class);
    private static final int WITHOUT_FILE = 1;
    private static final Pattern NUMBER = Pattern.compile("(?<number>[1-9]\\d{0,8}) (?<checksum>[0-9a-f]{16})\n");
    private static final int CHECKSUM = 16;
    private static final int LARGEST = 64;

    private DataFormat() {}

    /**
     * Checks that this version of adcache can use a data folder.
     *
     * @throws StoreException if a newer version wrote it
     */
    static void check(Path folder) throws StoreException {
        OptionalInt format = read(folder);
        if (format.isPresent() && format.getAsInt() > CURRENT) {
            throw StoreProblems.folderNewer(folder, format.getAsInt());
        }
    }

    /**
     * Checks a data folder, and then gives it the number of this version. A disk that can't be written to doesn't
     * prevent reading.
     *
     * @throws StoreException if a newer version wrote it
     */
    static void upgrade(Path folder, Disk disk, boolean fresh) throws StoreException {
        OptionalInt before = read(folder);
        if (before.isPresent() && before.getAsInt() >= CURRENT) {
            check(folder);
            return;
        }
        try {
            byte[] line = line(CURRENT).getBytes(StandardCharsets.US_ASCII);
            DurableFile.write(disk, folder.resolve(FILE), line);
        } catch (StoreException e) {
            log.warn("The data folder keeps its format for now: {}", e.problem());
            return;
        }
        if (!fresh && before.isPresent()) {
            log.info("The data folder {} had format {}, and now has {}", folder, before.getAsInt(), CURRENT);
        }
    }

    /** The number; empty if it can't be read: then each file's own version and checksum decide. */
    private static OptionalInt read(Path folder) throws StoreException {
        byte[] content;
        try {
            content = Disk.read(folder.resolve(FILE));
        } catch (NoSuchFileException e) {
            return OptionalInt.of(WITHOUT_FILE);
        } catch (UnsafeFileException e) {
            throw StoreProblems.readFailed(folder.resolve(FILE), e);
        } catch (IOException e) {
            log.warn("{} can't be read: {}", folder.resolve(FILE), StoreProblems.reason(e));
            return OptionalInt.empty();
        }
        String text = new String(content, 0, Math.min(content.length, LARGEST), StandardCharsets.US_ASCII);
        Matcher line = NUMBER.matcher(text);
        if (!line.matches() || !line.group("checksum").equals(checksum(line.group("number")))) {
            log.warn("{} is damaged", folder.resolve(FILE));
            return OptionalInt.empty();
        }
        return OptionalInt.of(Integer.parseInt(line.group("number")));
    }

    static String line(int number) {
        return number + " " + checksum(Integer.toString(number)) + "\n";
    }

    private static String checksum(String digits) {
        return Sha256.hex(digits.getBytes(StandardCharsets.US_ASCII)).substring(0, CHECKSUM);
    }
}
