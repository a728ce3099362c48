package org.adcache.directory;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/**
 * What a feed is asked for and who asks, as a digest: a cursor is of no use for another filter, other attributes, another
 * part of the directory, or an account with other rights.
 */
final class FeedBasis {
    private static final int BYTES = 18;

    private FeedBasis() {}

    static String of(DirectoryConfig config, DomainProbe.Found found, String principal) {
        AccountMapper mapper = new AccountMapper(config, found.domain());
        List<String> parts = List.of(
                found.namingContext().toLowerCase(Locale.ROOT),
                AccountRead.filter(config).toString(),
                FeedClasses.all(config).toString(),
                String.join(",", mapper.attributes()).toLowerCase(Locale.ROOT),
                config.searchBase().orElse("").toLowerCase(Locale.ROOT),
                principal.toLowerCase(Locale.ROOT));
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(String.join("\n", parts).getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().encodeToString(java.util.Arrays.copyOf(digest, BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }
}
