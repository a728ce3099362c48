package org.adcache.index.record;

import java.nio.charset.StandardCharsets;
import org.adcache.account.TextSink;
import org.adcache.index.array.TokenInterner;
import org.adcache.store.ImageInput;
import org.adcache.store.ImageOutput;
import org.adcache.store.StoreException;

/**
 * Interner of byte strings that many accounts share: containers, the domains of addresses, UPN suffixes, domain SIDs,
 * names of attributes. Filled by one thread, then read-only.
 */
public final class SharedTexts {
    private final TokenInterner texts;

    public SharedTexts() {
        this(new TokenInterner());
    }

    private SharedTexts(TokenInterner texts) {
        this.texts = texts;
    }

    void write(ImageOutput out) throws StoreException {
        texts.write(out);
    }

    static SharedTexts read(ImageInput in) throws StoreException {
        return new SharedTexts(TokenInterner.read(in));
    }

    public int numberOf(byte[] bytes, int from, int to) {
        return texts.idOf(bytes, from, to);
    }

    public byte[] get(int number) {
        return texts.token(number);
    }

    byte[] chunk(int number) {
        return texts.arena().chunk(texts.place(number));
    }

    int start(int number) {
        return texts.arena().start(texts.place(number));
    }

    int length(int number) {
        return texts.arena().length(texts.place(number));
    }

    String text(int number) {
        return new String(chunk(number), start(number), length(number), StandardCharsets.UTF_8);
    }

    void writeTo(TextSink sink, int number) {
        int start = start(number);
        sink.utf8(chunk(number), start, start + length(number));
    }

    int size() {
        return texts.size();
    }
}
