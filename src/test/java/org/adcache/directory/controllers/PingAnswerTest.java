package org.adcache.directory.controllers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Responses assembled by hand after MS-ADTS 6.3.1.9 and RFC 1035 4.1.4. */
class PingAnswerTest {
    private static final String HEAD = "17000000" + "fdf30100" + "b6b729981738824fafe9c36c1ece3b16";
    /** At byte 24, so that {@code c018} points to it. */
    private static final String FOREST = label("corp") + label("example") + "00";

    private static final String HOST = label("dc1") + "c018";
    private static final String NETBIOS = label("CORP") + "00" + label("DC1") + "00";
    private static final String NO_USER = "00";

    @Test
    void readsTheSiteOfTheOneWhoAsks() {
        String answer = HEAD + FOREST + "c018" + HOST + NETBIOS + NO_USER + site("Berlin") + site("Paris") + TAIL;

        assertThat(parse(answer)).contains(new PingAnswer("corp.example", Optional.of("Paris")));
    }

    @Test
    void followsAPointerToTheServersSite() {
        String before = HEAD + FOREST + "c018" + HOST + NETBIOS + NO_USER;
        String pointer = String.format("c0%02x", before.length() / 2);

        assertThat(parse(before + site("Berlin") + pointer + TAIL))
                .contains(new PingAnswer("corp.example", Optional.of("Berlin")));
    }

    @Test
    void saysThatNoSiteIsKnown() {
        String answer = HEAD + FOREST + "c018" + HOST + NETBIOS + NO_USER + site("Berlin") + "00" + TAIL;

        assertThat(parse(answer)).contains(new PingAnswer("corp.example", Optional.empty()));
    }

    @Test
    void refusesOtherAnswersAndWhatIsCutOff() {
        String answer = HEAD + FOREST + "c018" + HOST + NETBIOS + NO_USER + site("Berlin") + site("Paris");
        assertThat(parse(answer)).isPresent();
        assertThat(parse("13" + answer.substring(2))).isEmpty();
        for (int length = 0; length < answer.length(); length += 2) {
            assertThat(parse(answer.substring(0, length))).isEmpty();
        }
    }

    @Test
    void endsOnPointersInACircle() {
        assertThat(parse(HEAD + "c018")).isEmpty();
        assertThat(parse(HEAD + "c01a" + "c018")).isEmpty();
        assertThat(parse(HEAD + label("a") + "c018")).isEmpty();
    }

    @Test
    void neverFailsOnRandomBytes() {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextInt(80)];
            random.nextBytes(bytes);
            if (bytes.length > 1) {
                bytes[0] = 23;
                bytes[1] = 0;
            }
            assertThat(PingAnswer.parse(bytes)).isNotNull();
        }
    }

    private static final String TAIL = "05000000" + "ffff" + "ffff";

    private static String site(String name) {
        return label(name) + "00";
    }

    private static String label(String text) {
        ByteArrayOutputStream label = new ByteArrayOutputStream();
        label.write(text.length());
        label.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
        return HexFormat.of().formatHex(label.toByteArray());
    }

    private static Optional<PingAnswer> parse(String hex) {
        return PingAnswer.parse(HexFormat.of().parseHex(hex));
    }
}
