package org.adcache.kerberos;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The single krb5.conf of this process, for all realms; the JDK has no other way to configure more than one. TCP only,
 * because tickets with an AD authorization block exceed a datagram; short timeouts, because one unresponsive KDC would
 * otherwise block a login for 90 seconds; no DNS canonicalisation, so that the service principal is the name we
 * connect to.
 */
public final class Krb5Conf {
    private static final String PROPERTY = "java.security.krb5.conf";
    private static final String AES =
            "aes256-cts-hmac-sha1-96 aes128-cts-hmac-sha1-96 aes256-cts-hmac-sha384-192 aes128-cts-hmac-sha256-128";

    private final Path file;
    /** By what selected them, the latest last. */
    private final Map<Object, SelectedKdcs> selections = new LinkedHashMap<>();

    private List<KerberosRealm> written = List.of();

    private record SelectedKdcs(String realm, List<String> kdcs) {}

    public Krb5Conf(Path file) {
        this.file = file.toAbsolutePath();
    }

    /** The file that is written. */
    public Path path() {
        return file;
    }

    /**
     * Replaces the file atomically, readable for this user only, and makes the JVM read it at the next login. Without
     * realms there is no file.
     */
    public synchronized void write(List<KerberosRealm> realms) throws IOException {
        if (realms.isEmpty()) {
            delete();
            System.setProperty(PROPERTY, file.toString());
            return;
        }
        writeFile(realms);
        written = List.copyOf(realms);
        System.setProperty(PROPERTY, file.toString());
    }

    /**
     * Selects the KDCs of a realm for which none is configured. Selections of the same realm add up, the latest first.
     * Nothing is written while the file is deleted.
     *
     * @param selector whose earlier selection this one replaces
     */
    synchronized void select(Object selector, String realm, List<String> kdcs) throws IOException {
        String before = text(written);
        Map<Object, SelectedKdcs> kept = new LinkedHashMap<>(selections);
        selections.remove(selector);
        selections.put(selector, new SelectedKdcs(realm, List.copyOf(kdcs)));
        try {
            if (!written.isEmpty() && !text(written).equals(before)) {
                writeFile(written);
            }
        } catch (IOException e) {
            selections.clear();
            selections.putAll(kept);
            throw e;
        }
    }

    /** Forgets what one selected; the file is the same until it is written again. */
    synchronized void forget(Object selector) {
        selections.remove(selector);
    }

    private void writeFile(List<KerberosRealm> realms) throws IOException {
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(draft);
        try {
            FileAttribute<?>[] ownerOnly =
                    file.getFileSystem().supportedFileAttributeViews().contains("posix")
                            ? new FileAttribute<?>[] {
                                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                            }
                            : new FileAttribute<?>[0];
            try (FileChannel channel = FileChannel.open(
                    draft, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly)) {
                ByteBuffer text = StandardCharsets.UTF_8.encode(text(realms));
                while (text.hasRemaining()) {
                    channel.write(text);
                }
                channel.force(true);
            }
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    /**
     * Deletes the file, as a wipe does. The system property is kept, so that the operating system's file is never read
     * instead.
     */
    public synchronized void delete() throws IOException {
        written = List.of();
        selections.clear();
        Files.deleteIfExists(file);
    }

    synchronized String text(List<KerberosRealm> realms) {
        if (realms.isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder("# Written by adcache; changes are lost.\n[libdefaults]\n");
        text.append("  default_realm = ").append(realms.get(0).name()).append('\n');
        text.append("  dns_lookup_kdc = true\n  dns_lookup_realm = false\n  dns_canonicalize_hostname = false\n");
        text.append("  udp_preference_limit = 1\n  kdc_timeout = 5000\n  max_retries = 2\n  clockskew = 300\n");
        for (String key : List.of("default_tkt_enctypes", "default_tgs_enctypes", "permitted_enctypes")) {
            text.append("  ").append(key).append(" = ").append(AES).append('\n');
        }
        text.append("[realms]\n");
        kdcs(realms).forEach((realm, kdcs) -> {
            text.append("  ").append(realm).append(" = {\n");
            kdcs.forEach(kdc -> text.append("    kdc = ").append(kdc).append('\n'));
            text.append("  }\n");
        });
        text.append("[domain_realm]\n");
        domains(realms)
                .forEach((name, realm) -> text.append("  ")
                        .append(name)
                        .append(" = ")
                        .append(realm)
                        .append('\n'));
        return text.toString();
    }

    /** The KDCs that the file names for a realm. */
    synchronized List<String> kdcs(String realm) {
        return List.copyOf(kdcs(written).getOrDefault(realm, Set.of()));
    }

    /** The KDCs by realm, configured or else selected; two connections may use one realm, which has one section. */
    private Map<String, Set<String>> kdcs(List<KerberosRealm> realms) {
        Map<String, Set<String>> kdcs = new LinkedHashMap<>();
        for (KerberosRealm realm : realms) {
            kdcs.computeIfAbsent(realm.name(), name -> new LinkedHashSet<>()).addAll(realm.kdcs());
        }
        kdcs.forEach((realm, configured) -> {
            if (configured.isEmpty()) {
                configured.addAll(selected(realm));
            }
        });
        return kdcs;
    }

    private List<String> selected(String realm) {
        List<String> latestFirst = new ArrayList<>();
        for (SelectedKdcs selection : selections.values()) {
            if (selection.realm().equals(realm)) {
                latestFirst.addAll(0, selection.kdcs());
            }
        }
        return latestFirst;
    }

    private static Map<String, String> domains(List<KerberosRealm> realms) {
        Map<String, String> names = new TreeMap<>();
        for (KerberosRealm realm : realms) {
            names.put(realm.domain(), realm.name());
            names.put('.' + realm.domain(), realm.name());
            realm.hosts().forEach(host -> names.put(host.toLowerCase(Locale.ROOT), realm.name()));
        }
        return names;
    }
}
