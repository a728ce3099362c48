package org.adcache.store.record;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.function.Function;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.adcache.account.AccountType;
import org.adcache.account.ObjectGuid;
import org.adcache.store.MalformedRecordException;
import org.adcache.store.StoreException;
import org.adcache.store.file.StoreProblems;
import org.adcache.store.key.DataKey;

/**
 * AES-256-GCM cipher for the records of one connection: 12 random bytes of nonce, the ciphertext, 16 bytes of tag. The
 * associated data are the objectGUID, whether it is a tombstone, the epoch and the connection, so a record can't be
 * passed off as another's. Not thread-safe.
 */
public final class RecordCipher {
    private static final int NONCE = 12;
    private static final int TAG = 16;

    private final DataKey key;
    private final SecretKeySpec aesKey;
    private final Cipher cipher;
    private final SecureRandom random = new SecureRandom();
    private final byte[] connection;

    public RecordCipher(DataKey key) throws StoreException {
        this.key = key;
        this.aesKey = new SecretKeySpec(key.bytes(), "AES");
        this.connection = key.connection().value().getBytes(StandardCharsets.US_ASCII);
        try {
            this.cipher = Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES/GCM", e);
        }
        requireKey();
    }

    public StoredRecord seal(ObjectGuid guid, RecordContent content) {
        return seal(guid, false, content.toBytes());
    }

    /** Tombstone of an account that may or may not exist. */
    public StoredRecord sealTombstone(ObjectGuid guid) {
        return seal(guid, true, new byte[0]);
    }

    /** Tombstone that contains the type of the removed account; those of earlier versions don't. */
    public StoredRecord sealTombstone(ObjectGuid guid, AccountType type) {
        return seal(guid, true, AccountCodec.encode(type));
    }

    private StoredRecord seal(ObjectGuid guid, boolean tombstone, byte[] content) {
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        byte[] sealed = new byte[NONCE + content.length + TAG];
        System.arraycopy(nonce, 0, sealed, 0, NONCE);
        try {
            cipher.init(Cipher.ENCRYPT_MODE, aesKey, new GCMParameterSpec(8 * TAG, nonce));
            cipher.updateAAD(bound(guid, tombstone));
            cipher.doFinal(content, 0, content.length, sealed, NONCE);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES/GCM encryption failed", e);
        }
        return new StoredRecord(guid, tombstone, sealed);
    }

    /**
     * Decrypts an account.
     *
     * @throws StoreException if it isn't this record, encrypted with this key; or the key was destroyed
     */
    public RecordContent open(StoredRecord record) throws StoreException {
        return open(record, RecordContent::fromBytes);
    }

    /**
     * Decrypts a tombstone of {@link #sealTombstone(ObjectGuid, AccountType)}.
     *
     * @throws StoreException as {@link #open(StoredRecord)} does
     */
    public AccountType removedType(StoredRecord tombstone) throws StoreException {
        return open(tombstone, AccountCodec::type);
    }

    private <T> T open(StoredRecord record, Function<byte[], T> content) throws StoreException {
        requireKey();
        byte[] sealed = record.sealed();
        try {
            cipher.init(Cipher.DECRYPT_MODE, aesKey, new GCMParameterSpec(8 * TAG, sealed, 0, NONCE));
            cipher.updateAAD(bound(record.guid(), record.tombstone()));
            return content.apply(cipher.doFinal(sealed, NONCE, sealed.length - NONCE));
        } catch (GeneralSecurityException | IllegalArgumentException | MalformedRecordException e) {
            throw StoreProblems.undecryptable(key.connection(), e);
        }
    }

    private byte[] bound(ObjectGuid guid, boolean tombstone) {
        return ByteBuffer.allocate(ObjectGuid.BYTES + 1 + Long.BYTES + connection.length)
                .putLong(guid.high())
                .putLong(guid.low())
                .put((byte) (tombstone ? 1 : 0))
                .putLong(key.epoch().number())
                .put(connection)
                .array();
    }

    private void requireKey() throws StoreException {
        if (key.destroyed()) {
            throw StoreProblems.viewOutdated();
        }
    }
}
