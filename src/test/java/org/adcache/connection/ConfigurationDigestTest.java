package org.adcache.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.adcache.account.ConnectionId;
import org.adcache.directory.DirectoryConfig;
import org.adcache.directory.EntryLimits;
import org.adcache.directory.FeedChoice;
import org.adcache.directory.ServerAddress;
import org.adcache.directory.TlsConfig;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationDigestTest {
    @TempDir
    Path folder;

    private Path keytab;
    private Path trust;

    @BeforeEach
    void makeFiles() throws IOException {
        keytab = Files.writeString(folder.resolve("corp.keytab"), "one");
        trust = Files.writeString(folder.resolve("ca.pem"), "one");
    }

    private String digest(Optional<String> base, boolean groups, List<String> extra, List<ServerAddress> servers) {
        return digest(base, groups, extra, servers, EntryLimits.Sizes.defaults());
    }

    private String digest(
            Optional<String> base,
            boolean groups,
            List<String> extra,
            List<ServerAddress> servers,
            EntryLimits.Sizes sizes) {
        return ConfigurationDigest.of(new DirectoryConfig(
                new ConnectionId("corp"),
                "corp.example",
                "CORP.EXAMPLE",
                servers,
                List.of(),
                keytab,
                Optional.empty(),
                base,
                List.of("mail"),
                true,
                groups,
                extra,
                new TlsConfig(TlsConfig.Mode.LDAPS, Optional.of(trust), true),
                FeedChoice.AUTO,
                new EntryLimits(sizes)));
    }

    private String digest(EntryLimits.Sizes sizes) {
        return digest(Optional.empty(), true, List.of(), List.of(), sizes);
    }

    private String digest() {
        return digest(Optional.empty(), true, List.of(), List.of());
    }

    @Test
    void isTheSameForTheSameConfiguration() throws IOException {
        String before = digest();
        Files.writeString(keytab, "one");
        assertThat(digest()).isEqualTo(before);
    }

    /** The heap, and with it this bound, grows with the copy: a start must not take it for another configuration. */
    @Test
    void doesNotDependOnTheBoundOfAMessage() {
        EntryLimits.Sizes small = new EntryLimits.Sizes(1, 2, 3, 4, 5, 6, 7, 8);
        assertThat(digest(new EntryLimits.Sizes(1, 2, 3, 4, 5, 6, 7, 800))).isEqualTo(digest(small));
        assertThat(List.of(
                        digest(new EntryLimits.Sizes(9, 2, 3, 4, 5, 6, 7, 8)),
                        digest(new EntryLimits.Sizes(1, 9, 3, 4, 5, 6, 7, 8)),
                        digest(new EntryLimits.Sizes(1, 2, 9, 4, 5, 6, 7, 8)),
                        digest(new EntryLimits.Sizes(1, 2, 3, 9, 5, 6, 7, 8)),
                        digest(new EntryLimits.Sizes(1, 2, 3, 4, 9, 6, 7, 8)),
                        digest(new EntryLimits.Sizes(1, 2, 3, 4, 5, 9, 7, 8)),
                        digest(new EntryLimits.Sizes(1, 2, 3, 4, 5, 6, 9, 8))))
                .doesNotContain(digest(small))
                .doesNotHaveDuplicates();
    }

    @Test
    void dependsOnEverySettingAndOnTheContentOfTheFiles() throws IOException {
        String before = digest();
        assertThat(List.of(
                        digest(Optional.of("OU=a"), true, List.of(), List.of()),
                        digest(Optional.empty(), false, List.of(), List.of()),
                        digest(Optional.empty(), true, List.of("title"), List.of()),
                        digest(Optional.empty(), true, List.of(), List.of(new ServerAddress("dc1", 636)))))
                .doesNotContain(before)
                .doesNotHaveDuplicates();
        Files.writeString(trust, "two");
        String otherTrust = digest();
        Files.writeString(keytab, "two");
        assertThat(List.of(before, otherTrust, digest())).doesNotHaveDuplicates();
        Files.delete(keytab);
        assertThat(digest()).isNotEqualTo(before);
    }
}
