package org.adcache.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.SplittableRandom;

/**
 * Names of one language: those of the simulated directory, the frequent ones, and for the big scripts rare surnames
 * composed of syllables, so that there are as many different ones as a large directory has.
 */
final class Culture {
    private static final String FILE = "/org/adcache/demo/people/names.txt";
    private static final Syllables LATIN = new Syllables(
            "Ab,Ald,Arn,Bar,Bel,Ber,Bir,Bor,Brand,Brun,Cal,Car,Cor,Dal,Dor,Dun,Eck,Egg,Erl,Fal,Far,Fen,Gar,Gel,Gor,"
                    + "Grün=grun,Hal,Har,Hel,Hol,Jan,Kal,Kel,Kön=kon,Kor,Lam,Lin,Lor,Mal,Mar,Mel,Mor,Nor,Öst=ost,Pal,Per,Pol,"
                    + "Ral,Ren,Rol,Sal,Schön=schon,Sel,Sol,Tal,Tor,Ul,Val,Ver,Wal,Wil,Zan",
            "a,e,i,o,u,en,er,in,el,ar,ing,ow,av,eb,id,és=es,ol,um,ett,onn",
            "ski,son,mann,berg,ini,ez,ova,sen,ell,ford,ton,meier,quist,ard,escu,ich,ák=ak,nér=ner,wood,ley");
    private static final Syllables CYRILLIC = new Syllables(
            "Бел=bel,Бор=bor,Вол=vol,Гор=gor,Дан=dan,Ер=er,Жар=zhar,Зим=zim,Кал=kal,Кор=kor,Лав=lav,Мак=mak,Нов=nov,"
                    + "Ос=os,Пав=pav,Ром=rom,Сав=sav,Тар=tar,Фед=fed,Хар=khar,Чер=cher,Шум=shum,Щер=shcher,Юд=yud",
            "а=a,е=e,и=i,о=o,ач=ach,ень=en,ил=il,ор=or,уш=ush,ян=yan",
            "нов=nov,ков=kov,рин=rin,ский=skiy,ченко=chenko,лев=lev,дин=din,шин=shin");
    private static final Syllables GREEK = new Syllables(
            "Αγγελ=angel,Βασιλ=vasil,Γιανν=giann,Δημητρ=dimitr,Ηλι=ili,Θεοδωρ=theodor,Καρα=kara,Κων=kon,Μαυρ=mavr,"
                    + "Νικολ=nikol,Παπα=papa,Πετρ=petr,Σταυρ=stavr,Χατζη=chatzi",
            "α=a,ο=o,ι=i,ακ=ak,ιδ=id",
            "όπουλος=opoulos,ίδης=idis,άκης=akis,έλλης=ellis,ιάδης=iadis");

    private final boolean surnameFirst;
    private final String between;
    private final List<Spelling> given;
    private final List<Spelling> surnames;
    private final Zipf givenRanks;
    private final Zipf surnameRanks;
    private final Syllables syllables;

    private Culture(String order, List<Spelling> given, List<Spelling> surnames, int rare) {
        this.surnameFirst = !order.equals("western");
        this.between = order.equals("joined") ? "" : " ";
        this.given = given;
        this.surnames = surnames;
        int first = surnames.get(0).written().codePointAt(0);
        this.syllables = Character.UnicodeScript.of(first) == Character.UnicodeScript.CYRILLIC
                ? CYRILLIC
                : Character.UnicodeScript.of(first) == Character.UnicodeScript.GREEK ? GREEK : LATIN;
        boolean tail = syllables != LATIN || isLatin();
        this.givenRanks = new Zipf(given.size(), 3);
        this.surnameRanks = new Zipf(surnames.size() + (tail ? Math.min(rare, syllables.count()) : 0), 4);
    }

    /** Returns all of them; each has at most {@code rare} rare surnames. */
    static List<Culture> all(int rare) throws IOException {
        List<Culture> cultures = new ArrayList<>();
        try (InputStream file = Objects.requireNonNull(Culture.class.getResourceAsStream(FILE), FILE);
                BufferedReader lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.startsWith("#")) {
                    String[] parts = line.split("\\|", -1);
                    cultures.add(new Culture(parts[0].strip(), Spelling.list(parts[1]), Spelling.list(parts[2]), rare));
                }
            }
        }
        return cultures;
    }

    boolean isLatin() {
        return surnames.get(0).written().codePointAt(0) < 0x250;
    }

    /** A name as it is in the directory, and its given name and surname in ASCII. */
    record Name(String common, String given, String surname) {}

    Name draw(SplittableRandom random) {
        Spelling first = given.get(givenRanks.draw(random));
        int rank = surnameRanks.draw(random);
        Spelling last = rank < surnames.size() ? surnames.get(rank) : syllables.name(rank - surnames.size());
        String names = first.written();
        if (random.nextInt(4) == 0) {
            names += between + given.get(givenRanks.draw(random)).written();
        }
        String common = surnameFirst ? last.written() + between + names : names + " " + last.written();
        if (!surnameFirst && random.nextInt(50) == 0) {
            common = last.written() + ", " + names;
        }
        return new Name(common, first.latin(), last.latin());
    }

    /** A name and its form in ASCII. */
    private record Spelling(String written, String latin) {
        static List<Spelling> list(String text) {
            return Arrays.stream(text.split(",", -1)).map(Spelling::parse).toList();
        }

        private static Spelling parse(String text) {
            String[] parts = text.strip().split("=", 2);
            String latin = parts.length == 2 ? parts[1] : Normalizer.normalize(parts[0], Normalizer.Form.NFKD);
            return new Spelling(parts[0], latin.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", ""));
        }
    }

    /** Surnames of three syllables, numbered. */
    private static final class Syllables {
        private final List<Spelling> first;
        private final List<Spelling> second;
        private final List<Spelling> third;

        Syllables(String first, String second, String third) {
            this.first = Spelling.list(first);
            this.second = Spelling.list(second);
            this.third = Spelling.list(third);
        }

        int count() {
            return first.size() * second.size() * third.size();
        }

        Spelling name(int number) {
            Spelling a = first.get(number % first.size());
            Spelling b = second.get(number / first.size() % second.size());
            Spelling c = third.get(number / first.size() / second.size() % third.size());
            return new Spelling(a.written() + b.written() + c.written(), a.latin() + b.latin() + c.latin());
        }
    }
}
