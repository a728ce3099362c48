package org.adcache.directory;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.adcache.account.ConnectionId;
import org.adcache.account.Domain;
import org.adcache.account.ObjectSid;

/** Builder of connection settings for tests, with defaults. */
public final class ConfigBuilder {
    public static final ObjectSid DOMAIN_SID = ObjectSid.parse("S-1-5-21-1-2-3").orElseThrow();
    public static final Domain DOMAIN = new Domain("corp.example", "CORP.EXAMPLE", "CORP", Optional.of(DOMAIN_SID));

    private final List<ServerAddress> servers = new ArrayList<>();
    private List<String> emailAttributes = List.of("mail", "proxyAddresses");
    private List<String> extraAttributes = List.of();
    private boolean contacts = true;
    private boolean groups = true;
    private Path keytab = Path.of("none.keytab");
    private Optional<String> principal = Optional.empty();
    private TlsConfig.Mode mode = TlsConfig.Mode.LDAPS;
    private Optional<Path> trust = Optional.empty();
    private Optional<String> searchBase = Optional.empty();
    private EntryLimits limits = EntryLimits.defaults();
    private FeedChoice feed = FeedChoice.AUTO;

    public ConfigBuilder server(String host, int port) {
        servers.add(new ServerAddress(host, port));
        return this;
    }

    ConfigBuilder emailAttributes(String... values) {
        emailAttributes = List.of(values);
        return this;
    }

    public ConfigBuilder extraAttributes(String... values) {
        extraAttributes = List.of(values);
        return this;
    }

    public ConfigBuilder onlyUsers() {
        contacts = false;
        groups = false;
        return this;
    }

    public ConfigBuilder startTls() {
        mode = TlsConfig.Mode.STARTTLS;
        return this;
    }

    public ConfigBuilder trust(Path pem) {
        trust = Optional.of(pem);
        return this;
    }

    public ConfigBuilder searchBase(String value) {
        searchBase = Optional.of(value);
        return this;
    }

    public ConfigBuilder principal(String name) {
        principal = Optional.of(name);
        return this;
    }

    public ConfigBuilder keytab(Path file) {
        keytab = file;
        return this;
    }

    public ConfigBuilder feed(FeedChoice value) {
        feed = value;
        return this;
    }

    public ConfigBuilder mostMembers(int members) {
        EntryLimits.Sizes usual = EntryLimits.Sizes.defaults();
        limits = new EntryLimits(new EntryLimits.Sizes(
                usual.dnDepth(),
                usual.dnLength(),
                usual.values(),
                usual.valueLength(),
                usual.length(),
                usual.wordsLength(),
                members,
                usual.message()));
        return this;
    }

    public DirectoryConfig build() {
        return new DirectoryConfig(
                new ConnectionId("corp"),
                DOMAIN.dnsName(),
                DOMAIN.realm(),
                servers,
                List.of(),
                keytab,
                principal,
                searchBase,
                emailAttributes,
                contacts,
                groups,
                extraAttributes,
                new TlsConfig(mode, trust, true),
                feed,
                limits);
    }
}
