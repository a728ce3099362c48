package org.adcache.store;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.adcache.account.ConnectionId;
import org.adcache.account.Epoch;

/**
 * A file of the store by its name, which tells whose it is: {@code cache-corp-3-17.dbm} is segment 17, of connection corp
 * in epoch 3, {@code work-corp-3-18.tmp} a draft or merge of it under way, {@code keys/corp-3.key} its secret.
 */
record StoreFile(Kind kind, ConnectionId connection, Epoch epoch, long number) {
    static final String MANIFEST = "manifest.json";
    static final String PREVIOUS_MANIFEST = "manifest.previous.json";
    static final String KEYS = "keys";
    private static final String NUMBER = "([1-9]\\d{0,17})";

    enum Kind {
        SEGMENT("cache-([a-z0-9-]{1,40})-" + NUMBER + "-" + NUMBER + "\\.dbm"),
        WORK("work-([a-z0-9-]{1,40})-" + NUMBER + "-" + NUMBER + "\\.tmp"),
        KEY("([a-z0-9-]{1,40})-" + NUMBER + "\\.key");

        private final Pattern form;

        Kind(String form) {
            this.form = Pattern.compile(form);
        }
    }

    /** The file of this name; empty if it is none of the store's, or a manifest. */
    static Optional<StoreFile> parse(Path file) {
        for (Kind kind : Kind.values()) {
            Matcher name = kind.form.matcher(file.getFileName().toString());
            if (name.matches()) {
                return Optional.of(new StoreFile(
                        kind,
                        new ConnectionId(name.group(1)),
                        new Epoch(Long.parseLong(name.group(2))),
                        kind == Kind.KEY ? 0 : Long.parseLong(name.group(3))));
            }
        }
        return Optional.empty();
    }

    /** Whether it is one of the store's, a manifest included. */
    static boolean isOfStore(Path file) {
        String name = file.getFileName().toString();
        return name.equals(MANIFEST)
                || name.equals(PREVIOUS_MANIFEST)
                || parse(file).isPresent();
    }

    static String segment(ConnectionId connection, Epoch epoch, long number) {
        return "cache-" + connection + "-" + epoch.number() + "-" + number + ".dbm";
    }

    static String work(ConnectionId connection, Epoch epoch, long number) {
        return "work-" + connection + "-" + epoch.number() + "-" + number + ".tmp";
    }

    static String key(ConnectionId connection, Epoch epoch) {
        return connection + "-" + epoch.number() + ".key";
    }
}
