package org.adcache.directory.feed;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.adcache.directory.DirectoryConfig;
import org.adcache.directory.connect.DomainProbe;
import org.adcache.directory.read.AccountMapper;
import org.adcache.directory.read.AccountRead;
import org.adcache.encoding.Sha256;

/**
 * Digest of a feed's parameters and account: a cursor is invalid for another filter, other attributes, another part of
 * the directory, or an account with other rights.
 */
public final class FeedFingerprint {
    private static final int BYTES = 18;

    private FeedFingerprint() {}

    public static String of(DirectoryConfig config, DomainProbe.ProbedDomain found, String principal) {
        AccountMapper mapper = new AccountMapper(config, found.domain());
        List<String> parts = List.of(
                found.namingContext().toLowerCase(Locale.ROOT),
                AccountRead.filter(config).toString(),
                FeedClasses.all(config).toString(),
                String.join(",", mapper.attributes()).toLowerCase(Locale.ROOT),
                config.searchBase().orElse("").toLowerCase(Locale.ROOT),
                principal.toLowerCase(Locale.ROOT));
        byte[] digest = Sha256.digest(String.join("\n", parts).getBytes(StandardCharsets.UTF_8));
        return Base64.getUrlEncoder().encodeToString(Arrays.copyOf(digest, BYTES));
    }
}
