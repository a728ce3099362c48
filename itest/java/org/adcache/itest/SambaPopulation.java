package org.adcache.itest;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Accounts of the shared domain, as the list of changes that {@code itest/samba/populate.py} applies: a hand-picked
 * part of awkward cases, and about four thousand random people in random groups.
 */
final class SambaPopulation {
    static final int RANDOM_PEOPLE = 4000;
    static final int BIG_GROUP = 3000;

    /** The department of the people whose only membership is the big group. */
    static final String ONLY_IN_BIG = "Only in Big";

    private static final int IN_BIG_AND_MORE = 100;
    private static final String STAFF = "OU=Staff";
    private static final List<String> UNITS = List.of(
            STAFF,
            "OU=Berlin," + STAFF,
            "OU=Öffentlichkeitsarbeit," + STAFF,
            "OU=R&D\\, \\\"Labs\\\" \\#1," + STAFF,
            "OU=Отдел продаж," + STAFF);

    private static final List<String> AWKWARD_NAMES = List.of(
            "Doe, John",
            "Dwayne \"Rock\" Johnson",
            "#hash first",
            "  two spaces first",
            "two spaces last  ",
            "plus+sign",
            "semi;colon",
            "<angle> brackets",
            "equals=sign",
            "back\\slash",
            "slash/slash",
            "star*and(parentheses)",
            "comma,plus+quote\"semi;all<of>them=#\\",
            "Jürgen Müller-Lüdenscheidt",
            "Björn Ångström",
            "Straßer Weiß",
            "Łukasz Żółć",
            "Anna Karenina Анна Каренина",
            "Юрий Щукин",
            "محمد عبد الله",
            "משה כהן",
            "山田 太郎",
            "김철수",
            "Αλέξανδρος Σίσυφος",
            "İbrahim Işık",
            "Seán O'Brien",
            "Zoe\u0301 Decomposed",
            "😀 Smiley 🎉",
            "👩‍👩‍👧 Family",
            "x");

    private static final List<String> FIRST = List.of(
            "Anna",
            "Bernd",
            "Chloé",
            "Dmitri",
            "Elif",
            "François",
            "Grażyna",
            "Håkon",
            "Ilse",
            "Jürgen",
            "Keiko",
            "Lars",
            "Mónica",
            "Nils",
            "Öykü",
            "Pavel",
            "Qing",
            "Renée",
            "Søren",
            "Tomáš",
            "Ulla",
            "Владимир",
            "Wei",
            "Xenia",
            "Yannick",
            "Zoë");

    private static final List<String> LAST = List.of(
            "Ahlgren",
            "Bauer",
            "Çelik",
            "Dvořák",
            "Eriksen",
            "Fischer",
            "García",
            "Hoffmann",
            "Ivanov",
            "Jørgensen",
            "Kowalczyk",
            "Löwe",
            "Müller",
            "Nowak",
            "O'Connor",
            "Petrov",
            "Quispe",
            "Rößler",
            "Smith",
            "Türkmen",
            "Uhl",
            "Šimić",
            "Weiß",
            "Xu",
            "Yılmaz",
            "Щербакова",
            "de la Cruz",
            "van der Berg");

    private final Random random;
    private final List<Map<String, Object>> changes = new ArrayList<>();
    private final List<String> people = new ArrayList<>();
    private final List<String> contacts = new ArrayList<>();
    private final List<String> groups = new ArrayList<>();
    private final Set<List<String>> memberships = new HashSet<>();

    private SambaPopulation(long seed) {
        this.random = new Random(seed);
    }

    static SambaPopulation random(long seed) {
        SambaPopulation population = new SambaPopulation(seed);
        population.addUnits();
        population.addAwkwardPeople();
        population.addAddressCases();
        population.addRandomPeople();
        population.addContacts();
        population.addGroups();
        population.addPrimaryGroups();
        population.addComputers();
        return population;
    }

    String json() {
        return JsonMapper.shared().writeValueAsString(changes);
    }

    private void addUnits() {
        UNITS.forEach(unit -> add(unit, Map.of("objectClass", List.of("organizationalUnit"))));
        add("OU=Service Accounts", Map.of("objectClass", List.of("organizationalUnit")));
    }

    private void addAwkwardPeople() {
        for (int i = 0; i < AWKWARD_NAMES.size(); i++) {
            String address = "awkward" + i + "@corp.example.test";
            person(STAFF, AWKWARD_NAMES.get(i), "awkward" + i, Map.of("mail", List.of(address)));
        }
    }

    /** Adds one person for each way that addresses can be odd. */
    private void addAddressCases() {
        List<Map<String, List<String>>> cases = List.of(
                addresses(null, "SMTP:Primary.One@corp.example.test", "smtp:alias.one@corp.example.test"),
                addresses("mail.two@corp.example.test", "smtp:alias.two@corp.example.test"),
                addresses("mail.three@corp.example.test", "SMTP:primary.three@corp.example.test"),
                addresses(null, "smtp:only.alias@corp.example.test", "smtp:another.alias@corp.example.test"),
                addresses(
                        null,
                        "sMtP:mixed.case@corp.example.test",
                        "X500:/o=Corp/cn=five",
                        "SIP:five@corp.example.test"),
                addresses("not an address", "SMTP:also-none", "smtp:two@at@signs.example"),
                addresses("@nothing-before.example", "smtp:nothing-after@"),
                addresses("  spaced@corp.example.test  ", "SMTP: Spaced@corp.example.test "),
                addresses("müller@bücher.example"),
                addresses("MÜLLER@xn--bcher-kva.example"),
                addresses("дмитрий@почта.example", "SMTP:dmitri@corp.example.test"),
                addresses("shared@corp.example.test"),
                addresses("SHARED@CORP.EXAMPLE.TEST", "SMTP:own@corp.example.test"),
                addresses("o'brien+tag@corp.example.test", "smtp:\"quoted\"@corp.example.test"),
                addresses(null, "SMTP:first.of.two@corp.example.test", "SMTP:second.of.two@corp.example.test"),
                addresses("tie@corp.example.test", "SMTP:tie.a@corp.example.test", "SMTP:tie.b@corp.example.test"),
                addresses(null, "x400:c=US;a= ;p=Corp", "notes:CN=Nobody"),
                addresses("no.mail.type@corp.example.test", "plain@corp.example.test"));
        for (int i = 0; i < cases.size(); i++) {
            person(STAFF, "Address Case " + i, "address" + i, cases.get(i));
        }
    }

    private static Map<String, List<String>> addresses(@Nullable String mail, String... proxies) {
        Map<String, List<String>> attributes = new LinkedHashMap<>();
        if (mail != null) {
            attributes.put("mail", List.of(mail));
        }
        if (proxies.length > 0) {
            attributes.put("proxyAddresses", List.of(proxies));
        }
        return attributes;
    }

    private void addRandomPeople() {
        for (int i = 0; i < RANDOM_PEOPLE; i++) {
            String name = pick(FIRST) + " " + pick(LAST) + " " + i;
            String account = "person" + i;
            Map<String, List<String>> more = new LinkedHashMap<>();
            if (random.nextInt(10) > 0) {
                more.put(
                        "mail",
                        List.of(randomCase(account) + "@"
                                + pick(List.of("corp.example.test", "mail.example", "bücher.example"))));
            }
            if (random.nextInt(3) == 0) {
                List<String> proxies = new ArrayList<>();
                for (int n = random.nextInt(4); n >= 0; n--) {
                    String type = pick(List.of("SMTP", "smtp", "smtp", "Smtp", "SIP", "X500"));
                    proxies.add(type + ":" + account + "." + n + "@corp.example.test");
                }
                more.put("proxyAddresses", proxies);
            }
            if (random.nextInt(50) == 0) {
                more.put("mail", List.of("duplicate" + random.nextInt(10) + "@corp.example.test"));
            }
            if (random.nextInt(2) == 0) {
                more.put(
                        "userPrincipalName",
                        List.of(account + "@" + pick(List.of("corp.example.test", "Partner.Example"))));
            }
            if (random.nextInt(20) == 0) {
                more.put("msExchHideFromAddressLists", List.of(pick(List.of("TRUE", "FALSE"))));
            }
            if (random.nextInt(10) == 0) {
                more.put("userAccountControl", List.of("514"));
            }
            if (people.size() < BIG_GROUP - IN_BIG_AND_MORE) {
                more.put("department", List.of(ONLY_IN_BIG));
            }
            person(pick(UNITS), name, account, more);
        }
    }

    private void addContacts() {
        for (int i = 0; i < 60; i++) {
            String rdn = "CN=" + escape(pick(AWKWARD_NAMES) + " Contact " + i) + "," + pick(UNITS);
            Map<String, List<String>> more = new LinkedHashMap<>(Map.of("objectClass", List.of("contact")));
            if (i % 10 > 0) {
                more.put("mail", List.of(i == 1 ? "shared@corp.example.test" : "contact" + i + "@elsewhere.example"));
            }
            add(rdn, more);
            contacts.add(rdn);
        }
    }

    private void addGroups() {
        group("Everyone In Big", "big", people.subList(0, BIG_GROUP));
        group("Deep Four", "deep4", List.of(people.get(1), contacts.get(2)));
        group("Deep Three", "deep3", List.of("CN=Deep Four," + STAFF, people.get(2)));
        group("Deep Two", "deep2", List.of("CN=Deep Three," + STAFF));
        group("Deep One", "deep1", List.of("CN=Deep Two," + STAFF, people.get(3)));
        group("Ring A", "ringa", List.of(people.get(4)));
        group("Ring B", "ringb", List.of("CN=Ring A," + STAFF, people.get(5)));
        group("Ring C", "ringc", List.of("CN=Ring B," + STAFF, contacts.get(3)));
        member("CN=Ring A," + STAFF, "CN=Ring C," + STAFF);
        group("Holds Big", "holdsbig", List.of("CN=Everyone In Big," + STAFF));
        for (int i = 0; i < 20; i++) {
            group(pick(AWKWARD_NAMES) + " Group " + i, "team" + i, sample(joiners(), random.nextInt(40)));
        }
        List<String> teams = groups.subList(groups.size() - 20, groups.size());
        for (int i = 0; i < 15; i++) {
            String holder = pick(groups);
            String held = pick(teams);
            if (!holder.equals(held)) {
                member(holder, held);
            }
        }
        groups.forEach(group -> sample(contacts, 2).forEach(contact -> member(group, contact)));
        group("Nobody", "nobody-group", List.of());
    }

    /** Returns the people who may be in more groups than the big one. */
    private List<String> joiners() {
        return people.subList(BIG_GROUP - IN_BIG_AND_MORE, people.size());
    }

    /** Adds two groups that are the primary group of some accounts; the first is nested in another group. */
    private void addPrimaryGroups() {
        List<String> owners = sample(joiners(), 30);
        for (int i = 0; i < 2; i++) {
            String name = "Primary " + i;
            String group = "CN=" + name + "," + STAFF;
            List<String> half = owners.subList(i * 15, i * 15 + 15);
            group(name, "primary" + i, half);
            for (String owner : half) {
                changes.add(Map.of(
                        "dn", owner, "replace", Map.of("primaryGroupID", List.of(Map.of("rid", absolute(group))))));
            }
        }
        member("CN=Deep Four," + STAFF, "CN=Primary 0," + STAFF);
    }

    private void addComputers() {
        for (int i = 0; i < 5; i++) {
            add(
                    "CN=PC" + i + ",CN=Computers",
                    Map.of(
                            "objectClass", List.of("computer"),
                            "sAMAccountName", List.of("PC" + i + "$"),
                            "userAccountControl", List.of("4096"),
                            "mail", List.of("pc" + i + "@corp.example.test")));
        }
    }

    private void person(String unit, String name, String account, Map<String, List<String>> more) {
        String dn = "CN=" + escape(name) + "," + unit;
        Map<String, List<String>> attributes = new LinkedHashMap<>();
        attributes.put("objectClass", List.of("user"));
        attributes.put("sAMAccountName", List.of(account));
        attributes.put("userAccountControl", List.of("512"));
        attributes.putAll(more);
        add(dn, attributes);
        people.add(dn);
    }

    /** Adds a universal group, so that any group may contain any other; every third is a distribution group. */
    private void group(String name, String account, List<String> members) {
        String dn = "CN=" + escape(name) + "," + STAFF;
        Map<String, List<String>> attributes = new LinkedHashMap<>();
        attributes.put("objectClass", List.of("group"));
        attributes.put("sAMAccountName", List.of(account));
        attributes.put(
                "groupType", List.of(account.startsWith("team") && groups.size() % 3 == 0 ? "8" : "-2147483640"));
        if (groups.size() % 2 == 0) {
            attributes.put("mail", List.of(account + "@corp.example.test"));
        }
        if (!members.isEmpty()) {
            attributes.put(
                    "member", members.stream().map(SambaPopulation::absolute).toList());
        }
        add(dn, attributes);
        members.forEach(member -> memberships.add(List.of(dn, member)));
        groups.add(dn);
    }

    private void member(String group, String member) {
        if (memberships.add(List.of(group, member))) {
            changes.add(Map.of("dn", group, "modify", Map.of("member", List.of(absolute(member)))));
        }
    }

    private void add(String dn, Map<String, List<String>> attributes) {
        changes.add(Map.of("dn", dn, "add", attributes));
    }

    private static String absolute(String dn) {
        return dn + "," + SambaDomain.BASE;
    }

    private <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private List<String> sample(List<String> from, int size) {
        return random.ints(0, from.size())
                .distinct()
                .limit(size)
                .mapToObj(from::get)
                .toList();
    }

    private String randomCase(String text) {
        return switch (random.nextInt(3)) {
            case 0 -> text.toUpperCase(Locale.ROOT);
            case 1 -> Character.toUpperCase(text.charAt(0)) + text.substring(1);
            default -> text;
        };
    }

    /** Escapes a value as part of a DN (RFC 4514 section 2.4). */
    static String escape(String value) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            boolean edge = i == 0 || i == value.length() - 1;
            if (c == ' '
                    && (edge
                            || value.isBlank()
                            || value.substring(0, i).isBlank()
                            || value.substring(i).isBlank())) {
                escaped.append("\\20");
            } else {
                escaped.append("\"+,;<>=\\#".indexOf(c) >= 0 ? "\\" : "").append(c);
            }
        }
        return escaped.toString();
    }
}
