package org.adcache.lookup;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.adcache.account.AccountName;
import org.adcache.account.DistinguishedName;
import org.adcache.account.MailAddress;
import org.adcache.account.ObjectGuid;
import org.adcache.account.ObjectSid;
import org.adcache.account.UserPrincipalName;
import org.adcache.index.IndexedKey;
import org.adcache.index.Snapshot;

/** Kind of a key, the {@code by} of a lookup. */
public enum KeyKind {
    ADDRESS {
        @Override
        int[] owners(String text, Snapshot snapshot) {
            return MailAddress.parse(text)
                    .map(address -> snapshot.find(IndexedKey.ADDRESS, address.key()))
                    .orElse(NOBODY);
        }

        @Override
        boolean canBe(String text) {
            return MailAddress.parse(text).isPresent();
        }
    },
    SID {
        @Override
        int[] owners(String text, Snapshot snapshot) {
            return ObjectSid.parse(text).map(sid -> owners(sid, snapshot)).orElse(NOBODY);
        }

        /** Those that have it, else those that had it in another domain. */
        private int[] owners(ObjectSid sid, Snapshot snapshot) {
            int[] present = snapshot.find(IndexedKey.SID, sid);
            return present.length > 0 ? present : snapshot.find(IndexedKey.SID_HISTORY, sid);
        }

        @Override
        boolean canBe(String text) {
            return ObjectSid.parse(text).isPresent();
        }
    },
    GUID {
        @Override
        int[] owners(String text, Snapshot snapshot) {
            return ObjectGuid.parse(text)
                    .map(guid -> snapshot.find(IndexedKey.GUID, guid))
                    .orElse(NOBODY);
        }

        @Override
        boolean canBe(String text) {
            return ObjectGuid.parse(text).isPresent();
        }
    },
    DN {
        @Override
        int[] owners(String text, Snapshot snapshot) {
            return DistinguishedName.keyOf(text)
                    .map(key -> snapshot.find(IndexedKey.DISTINGUISHED_NAME, key))
                    .orElse(NOBODY);
        }

        @Override
        boolean canBe(String text) {
            return DistinguishedName.keyOf(text).isPresent();
        }
    },
    /** An account name alone; {@link KeyFinder} also knows those with the name of a domain. */
    ACCOUNT {
        @Override
        int[] owners(String text, Snapshot snapshot) {
            return snapshot.find(IndexedKey.ACCOUNT_NAME, AccountName.keyOf(text));
        }
    },
    UPN {
        @Override
        int[] owners(String text, Snapshot snapshot) {
            return snapshot.find(IndexedKey.USER_PRINCIPAL_NAME, UserPrincipalName.keyOf(text));
        }
    };

    private static final int[] NOBODY = {};

    /** The owners of a key, ascending. */
    abstract int[] owners(String text, Snapshot snapshot);

    /** Whether a text has the form of such a key. */
    boolean canBe(String text) {
        return true;
    }

    private String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The names that {@link #parse} reads. */
    public static List<String> names() {
        return Arrays.stream(values()).map(KeyKind::text).toList();
    }

    /** Parses a name. */
    public static Optional<KeyKind> parse(String name) {
        return Arrays.stream(values()).filter(kind -> kind.text().equals(name)).findFirst();
    }
}
