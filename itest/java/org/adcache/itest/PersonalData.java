package org.adcache.itest;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.adcache.account.ObjectGuid;
import org.adcache.account.ObjectSid;
import org.adcache.demo.people.DirectoryEntry;
import org.adcache.demo.people.DirectoryTree;
import org.adcache.demo.schema.AttributeType;
import org.adcache.demo.schema.ObjectKind;
import org.adcache.store.key.Hkdf;
import org.adcache.testing.Needles;

/** Personal data of a simulated directory in every form in which a process may hold it, and the keys of its copy. */
final class PersonalData {
    private static final Set<ObjectKind> ACCOUNTS = Set.of(ObjectKind.USER, ObjectKind.CONTACT, ObjectKind.GROUP);
    private static final List<AttributeType> TEXTS = List.of(
            AttributeType.CN,
            AttributeType.SN,
            AttributeType.GIVEN_NAME,
            AttributeType.MAIL,
            AttributeType.USER_PRINCIPAL_NAME,
            AttributeType.SAM_ACCOUNT_NAME);

    /** Lower relative identifiers belong to the accounts of every domain. */
    private static final int FIRST_OWN = 1000;

    /** Names that are also words of Java or of a library. */
    private static final Set<String> WORDS = Set.of("Leading Space", "Montgomery", "Williams", "محمد");

    /** Place of the secret in a key file, and its length. */
    private static final int SECRET = 16;

    private static final int SECRET_BYTES = 32;

    private final Needles needles = new Needles();
    private final List<String> addresses = new ArrayList<>();

    private PersonalData() {}

    /** The accounts of a directory, without those that every domain has. */
    static PersonalData of(DirectoryTree tree) {
        PersonalData data = new PersonalData();
        for (int position = 0; position < tree.end(); position++) {
            tree.at(position).filter(PersonalData::isPersonal).ifPresent(entry -> data.add(tree, entry));
        }
        return data;
    }

    /** Whether it is an account, and neither built in nor that of the service, whose name is in the configuration. */
    private static boolean isPersonal(DirectoryEntry entry) {
        return ACCOUNTS.contains(entry.kind())
                && (entry.relativeId() == 0 || entry.relativeId() >= FIRST_OWN)
                && !entry.values(AttributeType.SAM_ACCOUNT_NAME).contains("svc-adcache");
    }

    private void add(DirectoryTree tree, DirectoryEntry entry) {
        for (AttributeType type : TEXTS) {
            entry.values(type).stream()
                    .filter(text -> !WORDS.contains(text.strip()))
                    .forEach(needles::addText);
        }
        addresses.addAll(entry.values(AttributeType.MAIL));
        for (String address : entry.values(AttributeType.PROXY_ADDRESSES)) {
            needles.addText(address.substring(address.indexOf(':') + 1));
        }
        needles.addText(tree.name(entry));
        addGuid(ObjectGuid.parse(entry.guid().toString()).orElseThrow());
        if (entry.relativeId() > 0) {
            String sid = tree.sid(entry);
            needles.addText(sid);
            needles.addBytes(ObjectSid.parse(sid).orElseThrow().toBytes(), sid);
        }
    }

    private void addGuid(ObjectGuid guid) {
        needles.addText(guid.toString());
        needles.addBytes(guid.toBytes(), guid + " in AD's order");
        needles.addBytes(number(guid.high(), ByteOrder.BIG_ENDIAN), guid + ", first half");
        needles.addBytes(number(guid.low(), ByteOrder.BIG_ENDIAN), guid + ", second half");
        needles.addBytes(number(guid.high(), ByteOrder.LITTLE_ENDIAN), guid + ", first half as a number");
        needles.addBytes(number(guid.low(), ByteOrder.LITTLE_ENDIAN), guid + ", second half as a number");
    }

    private static byte[] number(long value, ByteOrder order) {
        return ByteBuffer.allocate(Long.BYTES).order(order).putLong(value).array();
    }

    /** Ignores names that are in the archive of the program's classes: the demo is one of its commands. */
    void ignoreProgram(Path distribution) throws IOException {
        Needles.Search search = needles.search();
        try (Stream<Path> files = Files.list(distribution.resolve("lib"))) {
            for (Path file : files.filter(each -> each.toString().matches(".*\\.(jsa|aot)"))
                    .toList()) {
                byte[] content = Files.readAllBytes(file);
                search.restart();
                search.next(content, content.length, file.toString());
            }
        }
        needles.ignore(search);
    }

    /** Adds the secrets in {@code keys/} of a data folder and what is derived from them. */
    int addKeys(Path dataFolder) throws IOException {
        int before = needles.size();
        try (Stream<Path> files = Files.list(dataFolder.resolve("keys"))) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".key")).toList()) {
                byte[] secret = Arrays.copyOfRange(Files.readAllBytes(file), SECRET, SECRET + SECRET_BYTES);
                needles.addBytes(secret, "secret of " + file);
                for (String use : List.of("records", "image")) {
                    byte[] info = ("adcache/demo/" + epoch(file) + "/" + use).getBytes(StandardCharsets.US_ASCII);
                    needles.addBytes(Hkdf.derive(secret, new byte[0], info), "key of " + use);
                }
            }
        }
        return needles.size() - before;
    }

    private static String epoch(Path file) {
        return file.getFileName().toString().replaceAll(".*-(\\d+)\\.key", "$1");
    }

    Needles needles() {
        return needles;
    }

    /** The primary addresses. */
    List<String> addresses() {
        return addresses;
    }
}
