package org.adcache.store.record;

import org.adcache.account.ConnectionId;
import org.adcache.store.WordFolder;

/** Plaintext of a record: the account's bytes, its words, and the version of the {@link WordFolder} that made them. */
public final class RecordContent {
    /** The version if there are no words. */
    private static final int NO_WORDS = 0;

    private final int folding;
    private final byte[] account;
    private final byte[] words;

    public RecordContent(int folding, byte[] account, byte[] words) {
        this.folding = folding;
        this.account = account;
        this.words = words;
    }

    public static RecordContent withoutWords(byte[] account) {
        return new RecordContent(NO_WORDS, account, new byte[0]);
    }

    static RecordContent fromBytes(byte[] bytes) {
        CompactReader in = new CompactReader(bytes);
        int folding = in.number();
        return new RecordContent(folding, in.bytes(in.number()), in.rest());
    }

    public int folding() {
        return folding;
    }

    public byte[] account() {
        return account;
    }

    public byte[] words() {
        return words;
    }

    byte[] toBytes() {
        return new CompactWriter()
                .number(folding)
                .number(account.length)
                .bytes(account)
                .bytes(words)
                .toBytes();
    }

    /** The same account with words of this folder's version. */
    public RecordContent refolded(ConnectionId connection, WordFolder folder) {
        return new RecordContent(folder.version(), account, folder.fold(AccountCodec.decode(connection, account)));
    }
}
