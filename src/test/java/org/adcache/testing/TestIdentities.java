package org.adcache.testing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** Copies of the certificates and keys in {@code certificates/identities}, whose README says what each is. */
public final class TestIdentities {
    private TestIdentities() {}

    public static Path copy(String name, Path folder) throws IOException {
        return Files.write(folder.resolve(name), bytes(name));
    }

    public static String text(String name) throws IOException {
        return new String(bytes(name), StandardCharsets.US_ASCII);
    }

    private static byte[] bytes(String name) throws IOException {
        String resource = "/certificates/identities/" + name;
        try (InputStream in = Objects.requireNonNull(TestIdentities.class.getResourceAsStream(resource), resource)) {
            return in.readAllBytes();
        }
    }
}
