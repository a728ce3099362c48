package org.adcache.itest;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;

/**
 * Some hundred people, contacts and groups with names in as many forms as names are written in, as the changes that
 * {@code itest/samba/populate.py} applies. Each attribute that contains a name is missing for some, and differs from
 * the others for some; cn, displayName, givenName and sn need not even be in the same script.
 */
final class ManyNames {
    private static final int PEOPLE = 600;
    private static final int CONTACTS = 60;
    private static final int GROUPS = 60;
    private static final String STAFF = "OU=Staff";
    private static final int LONGEST_NAME = 64;
    private static final int LONGEST_ACCOUNT_NAME = 20;

    /** displayName (also the cn), givenName and sn of people with exceptional names. */
    private static final List<List<String>> AWKWARD = List.of(
            List.of("Sinéad O’Connor", "Sinéad", "O’Connor"),
            List.of("'t Hooft, Gerard", "Gerard", "'t Hooft"),
            List.of("Jean le Rond d'Alembert", "Jean le Rond", "d'Alembert"),
            List.of("Juana Inés de la Cruz", "Juana Inés", "de la Cruz"),
            List.of("Berg, Jan van der (Extern)", "Jan", "van der Berg"),
            List.of("Zoe\u0301 Decomposed", "Zoe\u0301", "Decomposed"),
            List.of("Dwayne \"Rock\" Johnson", "Dwayne \"Rock\"", "Johnson"),
            List.of("#hash first", "#hash", "first"),
            List.of("Ann Ann", "Ann", "Ann"),
            List.of("Anna Ann Annason", "Anna Ann", "Annason"),
            List.of("X Æ A-12", "X Æ", "A-12"),
            List.of("ジョン・スミス", "ジョン", "スミス"),
            List.of("佐々木 一", "一", "佐々木"),
            List.of("😀 Smiley 🎉", "😀", "Smiley"),
            List.of("👩‍👩‍👧 Family", "👩‍👩‍👧", "Family"),
            List.of("Jürgen Straßer-Weiß", "Jürgen", "Straßer-Weiß"),
            List.of("İLKER IŞIK", "İLKER", "IŞIK"),
            List.of("Σίσυφος Οδυσσέας", "Οδυσσέας", "Σίσυφος"),
            List.of("J. R. R. Tolkien", "J. R. R.", "Tolkien"),
            List.of("Ng", "Ng", "Ng"));

    private static final List<String> TEAMS = List.of(
            "Sales", "R&D", "Vertrieb", "Öffentlichkeitsarbeit", "Отдел продаж", "C++ Guild", "営業", "O'Neill's");
    private static final List<String> PLACES =
            List.of("Köln", "Łódź", "São Paulo", "Москва", "Αθήνα", "St. John's", "Aix-en-Provence", "(all)");

    private final Random random;
    private final RandomNames names;
    private final Set<String> taken = new HashSet<>();
    private final List<Map<String, Object>> changes = new ArrayList<>();

    private ManyNames(long seed) {
        this.random = new Random(seed);
        this.names = new RandomNames(random);
    }

    static ManyNames of(long seed) {
        ManyNames all = new ManyNames(seed);
        all.unit(STAFF);
        all.unit("OU=Service Accounts");
        for (int i = 0; i < AWKWARD.size(); i++) {
            all.awkward(AWKWARD.get(i), "awkward" + i);
        }
        for (int i = 0; i < PEOPLE; i++) {
            all.person();
        }
        for (int i = 0; i < CONTACTS; i++) {
            all.contact();
        }
        for (int i = 0; i < GROUPS; i++) {
            all.group();
        }
        return all;
    }

    String json() {
        return JsonMapper.shared().writeValueAsString(changes);
    }

    private void unit(String name) {
        changes.add(Map.of("dn", name, "add", Map.of("objectClass", List.of("organizationalUnit"))));
    }

    private void awkward(List<String> name, String account) {
        Map<String, List<String>> attributes = user(account);
        attributes.put("displayName", List.of(name.get(0)));
        attributes.put("givenName", List.of(name.get(1)));
        attributes.put("sn", List.of(name.get(2)));
        add(name.get(0), attributes);
    }

    private void person() {
        RandomNames.Name name = names.next();
        String account = free(accountName(name), LONGEST_ACCOUNT_NAME);
        Map<String, List<String>> attributes = user(account);
        attributes.put("userAccountControl", List.of(oneIn(10) ? "514" : "512"));
        if (random.nextBoolean()) {
            attributes.put("userPrincipalName", List.of(account + "@" + SambaDomain.DOMAIN));
        }
        name(name, attributes);
        mail(name, account, "corp.example.test", attributes);
        add(oneIn(12) ? account : cn(name), attributes);
    }

    private void contact() {
        RandomNames.Name name = names.next();
        Map<String, List<String>> attributes = new LinkedHashMap<>(Map.of("objectClass", List.of("contact")));
        name(name, attributes);
        mail(name, "contact" + changes.size(), "bücher.example", attributes);
        add(cn(name), attributes);
    }

    private void group() {
        String name = pick(TEAMS) + " " + pick(PLACES);
        String account = free(random.nextBoolean() ? name : "team" + random.nextInt(1000), LONGEST_NAME);
        Map<String, List<String>> attributes = new LinkedHashMap<>(Map.of("objectClass", List.of("group")));
        attributes.put("sAMAccountName", List.of(account.replace('+', '-')));
        attributes.put("groupType", List.of("-2147483640"));
        if (random.nextBoolean()) {
            attributes.put("displayName", List.of(pick(PLACES) + " - " + pick(TEAMS)));
        }
        if (random.nextBoolean()) {
            attributes.put("mail", List.of("team" + changes.size() + "@corp.example.test"));
        }
        add(name, attributes);
    }

    private static Map<String, List<String>> user(String account) {
        Map<String, List<String>> attributes = new LinkedHashMap<>();
        attributes.put("objectClass", List.of("user"));
        attributes.put("sAMAccountName", List.of(account));
        attributes.put("userAccountControl", List.of("512"));
        return attributes;
    }

    private String cn(RandomNames.Name name) {
        return switch (random.nextInt(5)) {
            case 0 -> name.surname().written() + ", " + name.given().written();
            case 1 -> name.given().latin() + " " + name.surname().latin();
            case 2 -> name.common() + " (" + pick(PLACES) + ")";
            default -> name.common();
        };
    }

    private void name(RandomNames.Name name, Map<String, List<String>> attributes) {
        if (!oneIn(6)) {
            attributes.put("displayName", List.of(displayName(name)));
        }
        boolean latin = oneIn(8);
        if (!oneIn(6)) {
            attributes.put(
                    "givenName",
                    List.of(latin ? name.given().latin() : name.given().written()));
        }
        if (!oneIn(6)) {
            attributes.put(
                    "sn",
                    List.of(latin ? name.surname().latin() : name.surname().written()));
        }
        if (oneIn(12)) {
            attributes.put("msExchHideFromAddressLists", List.of("TRUE"));
        }
    }

    private String displayName(RandomNames.Name name) {
        return switch (random.nextInt(6)) {
            case 0 -> name.surname().written() + ", " + name.given().written();
            case 1 -> "Dr. " + name.common();
            case 2 -> name.given().latin() + " " + name.surname().latin();
            case 3 -> name.common() + " | " + pick(TEAMS);
            default -> name.common();
        };
    }

    private String accountName(RandomNames.Name name) {
        String given = name.given().latin().toLowerCase(Locale.ROOT);
        String surname = name.surname().latin().toLowerCase(Locale.ROOT);
        return switch (random.nextInt(6)) {
            case 0 -> given + "." + surname;
            case 1 -> surname + "_" + given.charAt(0);
            case 2 -> "x" + (10_000 + random.nextInt(90_000));
            case 3 -> name.surname().written().replaceAll("[ ']", "");
            default -> given.charAt(0) + surname;
        };
    }

    private void mail(RandomNames.Name name, String account, String domain, Map<String, List<String>> attributes) {
        if (oneIn(10)) {
            return;
        }
        String local = oneIn(8)
                ? name.surname().written().replaceAll("[ ']", "")
                : name.given().latin() + "." + name.surname().latin();
        String mail = free(local, LONGEST_NAME) + "@" + domain;
        attributes.put("mail", List.of(mail));
        if (random.nextBoolean()) {
            List<String> proxies = new ArrayList<>(List.of("SMTP:" + mail, "smtp:" + account + "@mail.example"));
            if (random.nextBoolean()) {
                proxies.add("X500:/o=Corp/ou=Exchange/cn=Recipients/cn=" + account);
                proxies.add("sip:" + mail);
            }
            attributes.put("proxyAddresses", proxies);
            attributes.put("legacyExchangeDN", List.of("/o=Corp/ou=Exchange/cn=Recipients/cn=" + account));
        }
    }

    private void add(String cn, Map<String, List<String>> attributes) {
        String name = free(cn, LONGEST_NAME);
        changes.add(Map.of("dn", "CN=" + SambaPopulation.escape(name) + "," + STAFF, "add", attributes));
    }

    /** Returns the text, with a number appended if it has been used, within the given length. */
    private String free(String text, int longest) {
        String result = text.substring(0, Math.min(text.length(), longest));
        for (int number = 2; !taken.add(result.toLowerCase(Locale.ROOT)); number++) {
            String digits = Integer.toString(number);
            result = text.substring(0, Math.min(text.length(), longest - digits.length())) + digits;
        }
        return result;
    }

    private boolean oneIn(int many) {
        return random.nextInt(many) == 0;
    }

    private <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
