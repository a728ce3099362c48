package org.adcache.auth.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.adcache.api.AuditDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditLineTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private final AuditLine lines = new AuditLine();

    @Test
    void noNameLooksLikeAnotherLineOrAnotherName() {
        String forged =
                "a\n{\"at\":\"x\"}\r\u2028\u2029\u0085\u202e\u2066\u200b\ufeff\u00ad\u00a0\u0000\u007f\udb40\udc41\ud800b";
        String line = written(forged);
        assertThat(line)
                .contains("\"name\":\"a\\n{\\\"at\\\":\\\"x\\\"}\\r\\u2028\\u2029\\u0085\\u202e\\u2066\\u200b\\ufeff"
                        + "\\u00ad\\u00a0\\u0000\\u007f\\udb40\\udc41\ufffdb\"")
                .endsWith("}\n");
        assertThat(line.chars().filter(c -> c == '\n')).hasSize(1);
        assertThat(name(line)).contains(forged.replace('\ud800', '\ufffd'));
    }

    @Test
    void readsWhatItWroteWhateverTheNameIs() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < 2000; i++) {
            StringBuilder name = new StringBuilder();
            for (int j = random.nextInt(12); j >= 0; j--) {
                int c = random.nextInt(random.nextBoolean() ? 0x100 : Character.MAX_CODE_POINT + 1);
                name.appendCodePoint(Character.getType(c) == Character.SURROGATE ? ' ' : c);
            }
            String line = written(name.toString());
            assertThat(name(line)).as("seed %s", seed).contains(name.toString());
            assertThat(line.strip().codePoints().filter(AuditLineTest::isInvisible))
                    .as("seed %s: %s", seed, line)
                    .isEmpty();
        }
    }

    private static boolean isInvisible(int c) {
        return Character.isISOControl(c)
                || Character.getType(c) == Character.FORMAT
                || (Character.isSpaceChar(c) && c != ' ')
                || !Character.isDefined(c);
    }

    @Test
    void cutsATextThatNobodyHas() {
        assertThat(name(written("ü".repeat(100_000))).orElseThrow()).isEqualTo("ü".repeat(256) + "…");
    }

    @Test
    void readsTheLinesOfTheFirstVersion() {
        assertThat(read("""
                {"at":"2026-11-21T10:00:00Z","actor":"3f9c02d1","name":"ops","action":"token.revoke","target":"a",\
                "outcome":"ok"}"""))
                .contains(entry(
                        new AuditDocument.Who("token", Optional.of("3f9c02d1"), Optional.of("ops")), Optional.of("a")));
        assertThat(read("""
                {"at":"2026-11-21T10:00:00Z","actor":"local","action":"token.revoke","outcome":"ok"}"""))
                .contains(entry(
                        new AuditDocument.Who("local", Optional.of("local"), Optional.empty()), Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "[]",
                "7",
                "null",
                "{}",
                "\u0000\u0000",
                "{\"actor\":7}",
                "{\"at\":\"yesterday\",\"who\":{\"kind\":\"local\"},\"what\":\"doctor\",\"outcome\":\"ok\"}",
                "{\"at\":\"2026-11-21T10:00:00Z\",\"who\":\"local\",\"what\":\"doctor\",\"outcome\":\"ok\"}",
                "{\"at\":\"2026-11-21T10:00:00Z\",\"who\":{\"kind\":\"local\"},\"what\":\"doctor\"}",
                "{\"at\":\"2026-11-21T10:00:00Z\",\"who\":{\"kind\":\"local\"},\"what\":\"doctor\",\"outcome\":\"ok\"}}"
            })
    void aDamagedLineIsNoEntry(String line) {
        assertThat(read(line)).isEmpty();
    }

    private String written(String name) {
        return new String(
                lines.write(entry(
                        new AuditDocument.Who("token", Optional.of("0a1b2c3d"), Optional.of(name)), Optional.empty())),
                StandardCharsets.UTF_8);
    }

    private static AuditDocument.Entry entry(AuditDocument.Who who, Optional<String> target) {
        return new AuditDocument.Entry(NOW, who, Optional.empty(), "token.revoke", target, OptionalLong.empty(), "ok");
    }

    private Optional<String> name(String line) {
        return read(line).flatMap(entry -> entry.who().name());
    }

    private Optional<AuditDocument.Entry> read(String line) {
        return lines.read(line.getBytes(StandardCharsets.UTF_8));
    }
}
