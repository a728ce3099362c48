package org.adcache.index.words;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.adcache.account.Account;
import org.adcache.analysis.Folding;
import org.adcache.encoding.Varint;
import org.adcache.index.Initials;
import org.adcache.index.SearchedText;
import org.adcache.index.TokenKind;
import org.adcache.store.WordFolder;

/**
 * Folded search words of an account, in the form stored with it: first cn in Latin-ASCII, the sort key of suggestions,
 * then the tokens. A token has a byte for its {@link TokenKind}, with flags where a word and a name begin, its length
 * (a {@link Varint}) and UTF-8. A token of a name that has several variants is written once for each, in the same
 * word. Plain ASCII account names, addresses and UPNs are omitted; the index reads them in the record. So are words of
 * an address that are also words of a name or the account name, which is searched as a word itself.
 *
 * <pre>
 *   10 "jo o'brien"
 *   01 11 "jo@bücher.x"   01 18 "jo@xn--bcher-kva.x"  an address
 *   33 2 "jo"   13 1 "o"  03 6 "obrien"  13 5 "brien" a name begins (20), a word begins (10)
 *   04 3 "job"  04 6 "jbrien"  04 7 "jobrien"         initials
 * </pre>
 */
public final class SearchWords implements WordFolder {
    static final int KIND = 0x0F;
    public static final int WORD_BEGINS = 0x10;
    static final int NAME_BEGINS = 0x20;

    @Override
    public int version() {
        return 3;
    }

    @Override
    public byte[] fold(Account account) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(256);
        write(Folding.latinOf(account.cn()), out);
        Set<String> values = new HashSet<>();
        account.samAccountName()
                .ifPresent(name -> writeValue(TokenKind.VALUE, SearchedText.accountName(name.value()), values, out));
        List<SearchedText> addresses = SearchedText.addresses(account);
        addresses.forEach(address -> writeValue(TokenKind.VALUE, address, values, out));
        account.userPrincipalName()
                .ifPresent(upn -> writeValue(TokenKind.UPN, SearchedText.userPrincipalName(upn.value()), values, out));
        Set<String> words = new HashSet<>();
        Set<String> initials = new HashSet<>();
        Set<Set<List<String>>> seen = new HashSet<>();
        for (List<SearchedText> name : SearchedText.names(account.cn(), account.extra())) {
            List<List<String>> tokens = SearchedText.words(name).stream()
                    .map(word -> word.word().tokens())
                    .toList();
            Set<List<String>> distinct = new HashSet<>(tokens);
            if (distinct.size() < tokens.size() || seen.add(distinct)) {
                writeName(tokens, out);
                tokens.forEach(words::addAll);
            }
            Initials.of(name).forEach(form -> writeNew(TokenKind.INITIALS, List.of(form.token()), initials, out));
        }
        account.samAccountName()
                .ifPresent(name ->
                        words.addAll(SearchedText.accountName(name.value()).tokens()));
        for (SearchedText address : addresses) {
            address.parts().forEach(part -> writeNew(TokenKind.PART, part.word().tokens(), words, out));
        }
        return out.toByteArray();
    }

    private static void writeName(List<List<String>> words, ByteArrayOutputStream out) {
        int marks = NAME_BEGINS;
        for (List<String> tokens : words) {
            marks |= WORD_BEGINS;
            for (String token : tokens) {
                out.write(TokenKind.NAME.code() | marks);
                write(token, out);
                marks = 0;
            }
        }
    }

    private static void writeValue(TokenKind kind, SearchedText text, Set<String> written, ByteArrayOutputStream out) {
        if (text.index().orElse(0) >= ValueIndex.MAX_ADDRESSES || !text.isPlain()) {
            writeNew(kind, text.tokens(), written, out);
        }
    }

    private static void writeNew(TokenKind kind, List<String> tokens, Set<String> written, ByteArrayOutputStream out) {
        for (String token : tokens) {
            if (written.add(token)) {
                out.write(kind.code());
                write(token, out);
            }
        }
    }

    private static void write(String text, ByteArrayOutputStream out) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Varint.write(bytes.length, out);
        out.writeBytes(bytes);
    }
}
