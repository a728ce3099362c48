package org.adcache.account;

import com.ibm.icu.text.IDNA;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * E-mail address as in the directory, trimmed. It is compared by its {@link #key()}: the local part case-folded, the
 * domain as A-labels (RFC 5891, UTS 46 without transitional mapping), so {@code jo@bücher.example} and {@code
 * JO@xn--bcher-kva.example} are one address and {@code straße.example} is not {@code strasse.example}.
 */
public record MailAddress(String value, String key) {
    private static final int MAX_LENGTH = 1123;

    public MailAddress {
        if (value.isEmpty() || key.isEmpty()) {
            throw new IllegalArgumentException("address is empty");
        }
    }

    /** Parses an address; empty unless it has exactly one '@' with something on both sides and no space or control. */
    public static Optional<MailAddress> parse(String text) {
        if (isPlain(text)) {
            return Optional.of(ofAscii(text));
        }
        String value = text.strip();
        int at = value.indexOf('@');
        if (at < 1 || at != value.lastIndexOf('@') || at == value.length() - 1 || value.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        for (int i = 0; i < value.length(); i++) { // no space or control takes two characters
            char c = value.charAt(i);
            if (Character.isWhitespace(c) || Character.isISOControl(c)) {
                return Optional.empty();
            }
        }
        return Optional.of(new MailAddress(value, keyOf(value, at)));
    }

    /** Whether it is an address of visible ASCII characters. */
    private static boolean isPlain(String text) {
        int at = -1;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= ' ' || c >= 0x7F || (c == '@' && at >= 0)) {
                return false;
            }
            at = c == '@' ? i : at;
        }
        return at > 0 && at < text.length() - 1 && text.length() <= MAX_LENGTH;
    }

    /** Distinct addresses: this one first if it is among them, else the first, then the others, sorted. */
    public static List<MailAddress> primaryFirst(Collection<MailAddress> all, Optional<MailAddress> primary) {
        Optional<MailAddress> first = primary.filter(
                        wanted -> all.stream().anyMatch(address -> address.key().equals(wanted.key())))
                .or(() -> all.stream().findFirst());
        Stream<MailAddress> others = all.stream()
                .filter(address -> !address.key().equals(first.get().key()))
                .sorted(Comparator.comparing(MailAddress::value));
        return Stream.concat(first.stream(), others).toList();
    }

    /** An ASCII address that {@link #parse} has accepted before. */
    public static MailAddress ofAscii(String value) {
        return new MailAddress(value, CaseFolding.fold(value));
    }

    private static String keyOf(String value, int at) {
        return CaseFolding.fold(value.substring(0, at)) + '@' + asciiDomain(value.substring(at + 1));
    }

    /** The domain in A-labels; only case-folded where IDNA rejects it (AD stores what it was given). */
    private static String asciiDomain(String domain) {
        String folded = CaseFolding.fold(domain);
        for (int i = 0; i < folded.length(); i++) {
            if (folded.charAt(i) >= 0x80) {
                return Idna.toAscii(folded);
            }
        }
        return folded;
    }

    /** Holder for lazy loading with the first domain that isn't ASCII. */
    private static final class Idna {
        private static final IDNA UTS46 = IDNA.getUTS46Instance(IDNA.NONTRANSITIONAL_TO_ASCII
                | IDNA.NONTRANSITIONAL_TO_UNICODE
                | IDNA.CHECK_BIDI
                | IDNA.CHECK_CONTEXTJ);

        static String toAscii(String domain) {
            IDNA.Info info = new IDNA.Info();
            StringBuilder ascii = UTS46.nameToASCII(domain, new StringBuilder(), info);
            return info.hasErrors() ? domain : ascii.toString();
        }
    }

    /** The part before the '@'. */
    public String localPart() {
        return value.substring(0, value.indexOf('@'));
    }

    @Override
    public String toString() {
        return value;
    }
}
