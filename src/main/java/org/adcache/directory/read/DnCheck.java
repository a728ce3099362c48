package org.adcache.directory.read;

import com.unboundid.ldap.sdk.DN;
import java.util.Optional;
import org.adcache.directory.EntryLimits;
import org.adcache.directory.IgnoredReason;

/** Check of a distinguished name: its length, its depth and its syntax (RFC 4514). */
public final class DnCheck {
    /** A bit for each plain character below 64. */
    private static final long PLAIN = plain();

    private final EntryLimits limits;

    public DnCheck(EntryLimits limits) {
        this.limits = limits;
    }

    /** Whether the DN can be used, in the index and as a key. */
    public boolean accepts(String distinguishedName) {
        return flaw(distinguishedName).isEmpty();
    }

    Optional<IgnoredReason> flaw(String distinguishedName) {
        if (!limits.dnLength().allows(distinguishedName.length())) {
            return Optional.of(IgnoredReason.DN_TOO_LONG);
        }
        int depth = 1;
        boolean plain = true;
        char before = ',';
        boolean inName = true;
        for (int i = 0; i < distinguishedName.length(); i++) {
            char c = distinguishedName.charAt(i);
            if (c == 0) {
                return Optional.of(IgnoredReason.MALFORMED_DN);
            }
            if (c == '\\') {
                i++;
                plain &= i < distinguishedName.length() && ",+\"\\<>;=# ".indexOf(distinguishedName.charAt(i)) >= 0;
                plain &= !inName;
            } else if (c == ',' || c == ';') {
                depth++;
                plain &= c == ',' && !inName && before != '=' && before != ' ';
                inName = true;
            } else if (inName) {
                plain &= isLetter(c) || (c == '=' && before != ',');
                inName = c != '=';
            } else {
                plain &= isPlain(c) && (c != ' ' || (before != '=' && before != ' '));
            }
            before = c;
        }
        if (!limits.dnDepth().allows(depth)) {
            return Optional.of(IgnoredReason.DN_TOO_DEEP);
        }
        plain &= !inName && before != '=' && before != ' ';
        return plain || isName(distinguishedName) ? Optional.empty() : Optional.of(IgnoredReason.MALFORMED_DN);
    }

    private static boolean isName(String text) {
        return !text.isBlank() && DN.isValidDN(text);
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static long plain() {
        long plain = 0;
        for (char c = ' '; c < Long.SIZE; c++) {
            plain |= "\"#+;<>=".indexOf(c) < 0 ? 1L << c : 0;
        }
        return plain;
    }

    /** Whether a character stands for itself anywhere in a value. */
    private static boolean isPlain(char c) {
        return c < Long.SIZE ? (PLAIN >>> c & 1) != 0 : c != 0x7F;
    }
}
