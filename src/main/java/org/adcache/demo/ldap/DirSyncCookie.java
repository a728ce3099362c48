package org.adcache.demo.ldap;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.CRC32;
import org.adcache.demo.people.DirectoryTree;

/**
 * DirSync cookie: the progress of a client, valid at every controller of the directory, since changes are numbered
 * across all of them:
 *
 * <pre>
 *   "SimDS1" (6)  domain (4)  invocationId of the issuer (16)  known (8)  reached (8)  checksum (4)
 * </pre>
 *
 * @param issuer the invocationId of the controller that issued it
 * @param known what changed up to this change has been reported, whatever changed since
 * @param reached entries whose last change is not after this one have been reported; more than known between two parts
 */
record DirSyncCookie(UUID issuer, long known, long reached) {
    static final DirSyncCookie START = new DirSyncCookie(new UUID(0, 0), 0, 0);

    private static final byte[] MAGIC = {'S', 'i', 'm', 'D', 'S', '1'};
    private static final int LENGTH = 46;

    /** Parses a cookie; empty if the bytes are none of this directory. */
    static Optional<DirSyncCookie> parse(byte[] bytes, DirectoryTree tree) {
        if (bytes.length != LENGTH) {
            return Optional.empty();
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes, MAGIC.length + 4, 32);
        UUID issuer = new UUID(buffer.getLong(), buffer.getLong());
        DirSyncCookie cookie = new DirSyncCookie(issuer, buffer.getLong(), buffer.getLong());
        return Arrays.equals(bytes, cookie.toBytes(tree)) ? Optional.of(cookie) : Optional.empty();
    }

    byte[] toBytes(DirectoryTree tree) {
        ByteBuffer buffer = ByteBuffer.allocate(LENGTH)
                .put(MAGIC)
                .putInt(tree.domainSid().hashCode())
                .putLong(issuer.getMostSignificantBits())
                .putLong(issuer.getLeastSignificantBits())
                .putLong(known)
                .putLong(reached);
        CRC32 sum = new CRC32();
        sum.update(buffer.array(), 0, buffer.position());
        return buffer.putInt((int) sum.getValue()).array();
    }
}
