package org.adcache.demo.people;

import java.math.BigInteger;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Unique names of the generated people, by number. The numbers run through the catalogue in a scrambled order; in each
 * further round, names get a middle initial or a number:
 *
 * <pre>
 *   round 0   Anna Kowalski      王伟
 *   round 2   Anna B. Kowalski   王伟 3
 *   round 30  Anna Kowalski 31   王伟 31
 * </pre>
 *
 * One in fifty western names is written {@code Kowalski, Anna}.
 */
final class PersonNames {
    private static final Pattern NUMBERED = Pattern.compile("(.+) (\\d{1,6})");
    private static final Pattern INITIAL = Pattern.compile("(.+) ([A-Za-z])\\. (.+)");
    private static final Pattern REVERSED = Pattern.compile("([^,]+), (.+)");

    private final NameCatalogue catalogue;
    private final Mixer mixer;
    private final long step;
    private final long stepInverse;
    private final long offset;

    /** A full name and the part of it that identifies the round, for addresses. */
    record Numbered(PersonName name, String extra) {
        String localPart() {
            return name.localPart(extra);
        }
    }

    PersonNames(NameCatalogue catalogue, Mixer mixer) {
        this.catalogue = catalogue;
        this.mixer = mixer;
        int size = catalogue.size();
        long candidate = 1L + Math.floorMod(mixer.bits(0, Purpose.NAME_STEP), size);
        while (gcd(candidate, size) != 1) {
            candidate++;
        }
        this.step = candidate % size;
        this.stepInverse = inverse(step, size);
        this.offset = Math.floorMod(mixer.bits(1, Purpose.NAME_STEP), size);
    }

    Numbered of(int number) {
        int round = number / catalogue.size();
        int entry = (int) ((number % catalogue.size() * step + offset) % catalogue.size());
        PersonName plain = catalogue.name(entry);
        boolean western = catalogue.isWestern(entry);
        boolean reversed = western && Math.floorMod(mixer.bits(number, Purpose.NAME_STYLE), 50) == 0;
        boolean initial = western && round >= 1 && round <= 26;
        String letter = initial ? String.valueOf((char) ('A' + round - 1)) : "";
        String given = initial ? plain.given() + " " + letter + "." : plain.given();
        String common = plain.common();
        if (reversed) {
            common = plain.surname() + ", " + given;
        } else if (initial) {
            common = given + " " + plain.surname();
        }
        String extra = round == 0 ? "" : initial ? letter.toLowerCase(Locale.ROOT) : String.valueOf(round + 1);
        if (round > 0 && !initial) {
            common = common + " " + (round + 1);
        }
        PersonName name = new PersonName(given, plain.surname(), plain.givenLatin(), plain.surnameLatin(), common);
        return new Numbered(name, extra);
    }

    /** Number of the person with this common name, or -1; the caller verifies the answer. */
    int number(String commonName) {
        String rest = commonName;
        int round = 0;
        Matcher numbered = NUMBERED.matcher(rest);
        if (numbered.matches()) {
            rest = numbered.group(1);
            round = Integer.parseInt(numbered.group(2)) - 1;
        }
        Matcher reversed = REVERSED.matcher(rest);
        if (reversed.matches()) {
            rest = reversed.group(2) + " " + reversed.group(1);
        }
        Matcher initial = INITIAL.matcher(rest);
        if (initial.matches()) {
            rest = initial.group(1) + " " + initial.group(3);
            round = Character.toUpperCase(initial.group(2).charAt(0)) - 'A' + 1;
        }
        int entry = catalogue.number(rest);
        if (entry < 0) {
            return -1;
        }
        int size = catalogue.size();
        long within = Math.floorMod((entry - offset) * stepInverse, (long) size);
        long number = (long) round * size + within;
        return number <= Integer.MAX_VALUE ? (int) number : -1;
    }

    private static long gcd(long a, long b) {
        return b == 0 ? a : gcd(b, a % b);
    }

    private static long inverse(long value, long modulus) {
        return BigInteger.valueOf(value).modInverse(BigInteger.valueOf(modulus)).longValueExact();
    }
}
