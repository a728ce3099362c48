package org.adcache.auth.sso;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;
import org.adcache.store.file.Disk;
import org.adcache.store.file.DurableFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replay cache: the authenticators that were accepted in the last minutes, by their SHA-256, in memory and in {@code
 * sso-replay.bin}, so that a restart doesn't forget them. Nothing is accepted that isn't on disk first. The file holds
 * no names:
 *
 * <pre>
 *   0000019ad4b1e2f0  9f86d081884c7d65…  5e2a90c4      milliseconds since 1970, SHA-256, CRC-32C of both
 * </pre>
 *
 * After a start with a file that can't be read, or isn't made of such records alone, nothing is accepted until no
 * authenticator from before is valid any more; then the file is replaced.
 */
final class ReplayCache {
    static final String FILE = "sso-replay.bin";
    /** An authenticator is valid for twice the clock skew that Kerberos permits, which is five minutes. */
    static final Duration KEPT = Duration.ofMinutes(11);

    private static final Logger log = LoggerFactory.getLogger(ReplayCache.class);
    private static final int HASH = 32;
    private static final int RECORD = Long.BYTES + HASH + Integer.BYTES;
    private static final int MOST = 100_000;
    /** Old records that the file may hold in addition to as many as there are current ones. */
    private static final int OLD_RECORDS = 1000;

    private static final int UNKNOWN = -1;

    private final Path file;
    private final Clock clock;
    private final int most;
    private final Map<String, Instant> used = new LinkedHashMap<>();
    /** The file's length, if it holds everything in {@code used}. */
    private long length = UNKNOWN;

    private Optional<Instant> closedUntil = Optional.empty();
    private Optional<Problem> failure = Optional.empty();

    private ReplayCache(Path file, Clock clock, int most) {
        this.file = file;
        this.clock = clock;
        this.most = most;
    }

    static ReplayCache open(Path dataFolder, Clock clock) {
        return open(dataFolder, clock, MOST);
    }

    /** Opens one that holds at most this many. */
    static ReplayCache open(Path dataFolder, Clock clock, int most) {
        ReplayCache cache = new ReplayCache(dataFolder.resolve(FILE), clock, most);
        cache.load();
        return cache;
    }

    private void load() {
        try {
            Optional<byte[]> content = DurableFile.read(file);
            if (content.isPresent()) {
                read(ByteBuffer.wrap(content.get()));
                length = content.get().length;
            }
        } catch (ProblemException | IllegalArgumentException e) {
            used.clear();
            closedUntil = Optional.of(clock.instant().plus(KEPT));
            log.warn("{}", SignInProblems.replaysUnknown());
            log.debug("{} can't be read", file, e);
        }
    }

    private void read(ByteBuffer records) {
        if (!records.hasRemaining() || records.remaining() % RECORD != 0) {
            throw new IllegalArgumentException("not a whole number of records");
        }
        while (records.hasRemaining()) {
            ByteBuffer record = records.slice(records.position(), RECORD);
            records.position(records.position() + RECORD);
            Instant at = Instant.ofEpochMilli(record.getLong());
            byte[] hash = new byte[HASH];
            record.get(hash);
            String sha256 = HexFormat.of().formatHex(hash);
            if (!record(at, sha256).equals(record.rewind())) {
                throw new IllegalArgumentException("a record's checksum differs");
            }
            used.put(sha256, at);
        }
    }

    /**
     * Records that an authenticator is used.
     *
     * @param sha256 in hexadecimal
     * @throws ProblemException if it was used before, or if that can't be known or recorded
     */
    synchronized void use(String sha256) throws ProblemException {
        Instant now = clock.instant();
        if (closedUntil.filter(now::isBefore).isPresent()) {
            throw new ProblemException(SignInProblems.replaysUnknown());
        }
        closedUntil = Optional.empty();
        used.values().removeIf(at -> at.plus(KEPT).isBefore(now));
        if (used.containsKey(sha256)) {
            throw new ProblemException(SignInProblems.replay());
        }
        if (used.size() >= most) {
            throw new ProblemException(SignInProblems.tooMany());
        }
        used.put(sha256, now);
        try {
            if (!append(record(now, sha256))) {
                rewrite();
            }
            failure = Optional.empty();
        } catch (ProblemException e) {
            used.remove(sha256);
            length = UNKNOWN;
            failure = Optional.of(SignInProblems.replayNotRecorded(e.problem()));
            throw new ProblemException(failure.get(), e);
        }
    }

    /** Why nobody can sign in, or why the last one couldn't. */
    synchronized Optional<Problem> damage() {
        return closedUntil.filter(clock.instant()::isBefore).isPresent()
                ? Optional.of(SignInProblems.replaysUnknown())
                : failure;
    }

    /** Appends a record durably; false if the file isn't as it was left, or holds too many old records. */
    private boolean append(ByteBuffer record) {
        if (length == UNKNOWN || length / RECORD > 2L * used.size() + OLD_RECORDS) {
            return false;
        }
        try (FileChannel channel = Disk.open(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            if (channel.size() != length) {
                return false;
            }
            while (record.hasRemaining()) {
                channel.write(record);
            }
            channel.force(true);
            length += RECORD;
            return true;
        } catch (IOException e) {
            log.debug("{} can't be appended to, so it is replaced", file, e);
            return false;
        }
    }

    private void rewrite() throws ProblemException {
        ByteBuffer content = ByteBuffer.allocate(used.size() * RECORD);
        used.forEach((sha256, at) -> content.put(record(at, sha256)));
        DurableFile.write(file, content.array());
        length = content.capacity();
    }

    private static ByteBuffer record(Instant at, String sha256) {
        ByteBuffer record = ByteBuffer.allocate(RECORD)
                .putLong(at.toEpochMilli())
                .put(HexFormat.of().parseHex(sha256));
        CRC32C checksum = new CRC32C();
        checksum.update(record.array(), 0, record.position());
        return record.putInt((int) checksum.getValue()).flip();
    }
}
