package org.adcache.store.file;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.adcache.account.ConnectionId;
import org.adcache.account.Epoch;
import org.adcache.account.Generation;

/**
 * File of the store, parsed from its name: {@code cache-corp-3-17.dbm} is segment 17 of connection corp in epoch 3,
 * {@code work-corp-3-18.tmp} an unfinished draft or merge of it, {@code keys/corp-3.key} its secret, {@code
 * keys/corp-3.mark} the mark of its last commit. An index image
 * covers all connections: {@code index-3-17.img} is that of generation 17, {@code index-3-17.tmp} an unfinished one.
 *
 * @param connection empty for an index image
 * @param number 0 for a key or a mark
 */
public record StoreFile(Kind kind, Optional<ConnectionId> connection, Epoch epoch, long number) {
    public static final String MANIFEST = "manifest.json";
    public static final String PREVIOUS_MANIFEST = "manifest.previous.json";
    public static final String KEYS = "keys";
    /** The folder of the settings and keytabs of managed connections, which are no files of the store. */
    public static final String CONNECTIONS = "connections";

    private static final String CONNECTION = "(?<connection>[a-z0-9-]{1,40})";
    private static final String EPOCH = "(?<epoch>[1-9]\\d{0,17})";
    private static final String NUMBER = "(?<number>[1-9]\\d{0,17})";

    public enum Kind {
        SEGMENT("cache-" + CONNECTION + "-" + EPOCH + "-" + NUMBER + "\\.dbm"),
        WORK("work-" + CONNECTION + "-" + EPOCH + "-" + NUMBER + "\\.tmp"),
        KEY(CONNECTION + "-" + EPOCH + "\\.key"),
        MARK(CONNECTION + "-" + EPOCH + "\\.mark"),
        IMAGE("index-" + EPOCH + "-" + NUMBER + "\\.img"),
        IMAGE_WORK("index-" + EPOCH + "-" + NUMBER + "\\.tmp");

        private final Pattern form;

        Kind(String form) {
            this.form = Pattern.compile(form);
        }

        private boolean has(String group) {
            return form.pattern().contains(group);
        }

        private StoreFile file(Matcher name) {
            return new StoreFile(
                    this,
                    has(CONNECTION) ? Optional.of(new ConnectionId(name.group("connection"))) : Optional.empty(),
                    new Epoch(Long.parseLong(name.group("epoch"))),
                    has(NUMBER) ? Long.parseLong(name.group("number")) : 0);
        }
    }

    /** Parses a file name; empty if it is none of the store's, or a manifest. */
    public static Optional<StoreFile> parse(Path file) {
        for (Kind kind : Kind.values()) {
            Matcher name = kind.form.matcher(file.getFileName().toString());
            if (name.matches()) {
                return Optional.of(kind.file(name));
            }
        }
        return Optional.empty();
    }

    /** Whether the file is one of the store's, a manifest included. */
    public static boolean isOfStore(Path file) {
        String name = file.getFileName().toString();
        return name.equals(MANIFEST)
                || name.equals(PREVIOUS_MANIFEST)
                || parse(file).isPresent();
    }

    /** Whether it is an index image, finished or not. */
    public boolean isImage() {
        return kind == Kind.IMAGE || kind == Kind.IMAGE_WORK;
    }

    /** Whether it is useless once the process has ended. */
    public boolean isUnfinished() {
        return kind == Kind.WORK || kind == Kind.IMAGE_WORK;
    }

    public static String segment(ConnectionId connection, Epoch epoch, long number) {
        return "cache-" + connection + "-" + epoch.number() + "-" + number + ".dbm";
    }

    public static String work(ConnectionId connection, Epoch epoch, long number) {
        return "work-" + connection + "-" + epoch.number() + "-" + number + ".tmp";
    }

    public static String key(ConnectionId connection, Epoch epoch) {
        return connection + "-" + epoch.number() + ".key";
    }

    public static String mark(ConnectionId connection, Epoch epoch) {
        return connection + "-" + epoch.number() + ".mark";
    }

    public static String image(Epoch epoch, Generation generation) {
        return "index-" + epoch.number() + "-" + generation.number() + ".img";
    }

    public static String imageWork(Epoch epoch, Generation generation) {
        return "index-" + epoch.number() + "-" + generation.number() + ".tmp";
    }
}
