package org.adcache.demo.ldap;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.CRC32;
import org.adcache.demo.people.DirectoryTree;

/**
 * DirSync cookie: the progress of a client. As at Windows it holds the progress at the controller that issued it, in
 * that controller's own order, and an up-to-dateness vector, which has one component here, since all changes are made
 * at one controller (MS-DRSR 5.115.3, MS-ADTS 3.1.1.3.4.1.3). Another controller looks at all its entries and reports
 * what the vector does not cover.
 *
 * <pre>
 *   "SimDS2" (6)  domain (4)  invocationId of the issuer (16)  known (8)  reached (8)  vector (8)  checksum (4)
 * </pre>
 *
 * @param issuer the invocationId of the controller that issued it
 * @param known what changed up to this change of the issuer has been reported, whatever changed since
 * @param reached entries whose last change is not after this one have been reported; more than known between two parts
 * @param vector what changed up to this change, counted where changes are made, has been reported by any controller
 */
record DirSyncCookie(UUID issuer, long known, long reached, long vector) {
    static final DirSyncCookie START = new DirSyncCookie(new UUID(0, 0), 0, 0, 0);

    private static final byte[] MAGIC = {'S', 'i', 'm', 'D', 'S', '2'};
    private static final int LENGTH = 54;

    /** Parses a cookie; empty if the bytes are none of this directory. */
    static Optional<DirSyncCookie> parse(byte[] bytes, DirectoryTree tree) {
        if (bytes.length != LENGTH) {
            return Optional.empty();
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes, MAGIC.length + 4, 40);
        UUID issuer = new UUID(buffer.getLong(), buffer.getLong());
        DirSyncCookie cookie = new DirSyncCookie(issuer, buffer.getLong(), buffer.getLong(), buffer.getLong());
        return Arrays.equals(bytes, cookie.toBytes(tree)) ? Optional.of(cookie) : Optional.empty();
    }

    /** The cookie as a controller takes it: the progress at another one means nothing to it, the vector does. */
    DirSyncCookie at(UUID controller) {
        return issuer.equals(controller) ? this : new DirSyncCookie(controller, 0, 0, vector);
    }

    /** Whether a change was not reported, given its number at this controller and where it was made. */
    boolean lacks(long change, long origin) {
        return change > known && origin > vector;
    }

    byte[] toBytes(DirectoryTree tree) {
        ByteBuffer buffer = ByteBuffer.allocate(LENGTH)
                .put(MAGIC)
                .putInt(tree.domainSid().hashCode())
                .putLong(issuer.getMostSignificantBits())
                .putLong(issuer.getLeastSignificantBits())
                .putLong(known)
                .putLong(reached)
                .putLong(vector);
        CRC32 sum = new CRC32();
        sum.update(buffer.array(), 0, buffer.position());
        return buffer.putInt((int) sum.getValue()).array();
    }
}
