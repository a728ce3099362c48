package org.adcache.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.adcache.account.Account;
import org.adcache.account.AccountName;
import org.adcache.account.AccountType;
import org.adcache.account.ConnectionId;
import org.adcache.account.DistinguishedName;
import org.adcache.account.Domain;
import org.adcache.account.GroupMember;
import org.adcache.account.MailAddress;
import org.adcache.account.ObjectGuid;
import org.adcache.account.ObjectSid;
import org.adcache.account.UpnSuffix;
import org.adcache.account.UserPrincipalName;

/**
 * Directory generated from a seed: of any twenty accounts one is a group and one a contact, the rest are users. Names
 * are in many scripts and as unevenly distributed as people's are; a person is in ten groups, a few of which are
 * large, and three groups in four are nested in another one.
 */
final class Population {
    static final ConnectionId CORP = new ConnectionId("corp");
    static final ObjectSid SID =
            ObjectSid.parse("S-1-5-21-397955417-626881126-188441444").orElseThrow();
    static final Domain DOMAIN = new Domain("corp.example", "CORP.EXAMPLE", "CORP", Optional.of(SID));
    static final int MEMBERSHIPS = 10;
    private static final int GROUP_SHARE = 20;
    private static final String BASE = "DC=corp,DC=example";
    private static final String[] TEAMS = {
        "Sales", "Support", "Research", "Finance", "Legal", "Marketing", "Production", "Logistics", "Quality",
                "Security",
        "Purchasing", "Training", "Facilities", "Press", "Design", "Planning", "Testing", "Service", "Export", "Audit"
    };
    private static final String[] CITIES = {
        "Berlin",
        "Kraków",
        "São Paulo",
        "Wien",
        "Zürich",
        "Oslo",
        "Dublin",
        "Lyon",
        "Porto",
        "İzmir",
        "Москва",
        "Αθήνα",
        "Graz",
        "Malmö",
        "Gent",
        "Turin",
        "Bath",
        "Delft",
        "Brno",
        "Riga"
    };

    private final int groups;
    private final int people;
    private final long seed;
    private final List<Culture> cultures;
    private final Zipf groupRanks;
    private final Map<String, Integer> taken = new HashMap<>();

    Population(int accounts, long seed) throws IOException {
        this.groups = accounts / GROUP_SHARE;
        this.people = accounts - groups;
        this.seed = seed;
        this.groupRanks = new Zipf(groups, 20);
        this.cultures = Culture.all(Math.max(50, accounts / 200));
    }

    /** Consumer of accounts, one by one. */
    interface Sink {
        void take(Account account) throws Exception;
    }

    void forEach(Sink sink) throws Exception {
        taken.clear();
        for (int number = 0; number < people; number++) {
            sink.take(person(number));
        }
        Members members = members();
        for (int group = 0; group < groups; group++) {
            sink.take(group(group, members));
        }
    }

    private SplittableRandom random(long number) {
        return new SplittableRandom(seed * 0x9E3779B97F4A7C15L + number).split();
    }

    private ObjectGuid guid(long number) {
        SplittableRandom random = random(-1 - number);
        return new ObjectGuid(random.nextLong(), random.nextLong());
    }

    /** Four in ten names are of the first language, four of other Latin ones, two of other scripts. */
    private Culture culture(SplittableRandom random) {
        int drawn = random.nextInt(10);
        Culture culture = cultures.get(0);
        boolean latin = drawn < 8;
        while (drawn >= 4 && (culture == cultures.get(0) || culture.isLatin() != latin)) {
            culture = cultures.get(random.nextInt(cultures.size()));
        }
        return culture;
    }

    private Account person(int number) {
        SplittableRandom random = random(number);
        Culture.Name name = culture(random).draw(random);
        boolean contact = number % (GROUP_SHARE - 1) == 7;
        String local = free(name.given() + "." + name.surname());
        int namesakes = taken.getOrDefault(name.given() + "." + name.surname(), 1);
        String team = TEAMS[random.nextInt(TEAMS.length)];
        String place =
                "OU=" + team + " " + namesakes % 500 + ",OU=" + CITIES[random.nextInt(CITIES.length)] + "," + BASE;
        Account.Builder account = Account.builder(
                        guid(number),
                        contact ? AccountType.CONTACT : AccountType.USER,
                        CORP,
                        new DistinguishedName("CN=" + name.common().replace(",", "\\,") + "," + place))
                .cn(name.common())
                .hidden(random.nextInt(100) == 0);
        if (contact) {
            return account.addresses(addresses(local + "@partner.example")).build();
        }
        String accountName = free(name.given().charAt(0)
                + name.surname().substring(0, Math.min(12, name.surname().length())));
        List<String> addresses = new ArrayList<>();
        if (random.nextInt(50) > 0) {
            addresses.add(local + "@corp.example");
            addresses.add(accountName + "@corp.example");
            if (random.nextInt(100) < 70) {
                String alias = team.toLowerCase(Locale.ROOT) + "-" + name.surname();
                addresses.add(free(alias) + "@mail.corp.example");
            }
        }
        if (random.nextInt(10) > 0) {
            account.userPrincipalName(new UserPrincipalName(accountName + "@corp.example"));
        }
        return account.addresses(addresses(addresses.toArray(String[]::new)))
                .samAccountName(new AccountName(accountName))
                .upnSuffix(new UpnSuffix("corp.example"))
                .objectSid(SID.withRelativeId(10_000 + number))
                .primaryGroup(SID.withRelativeId(513))
                .disabled(random.nextInt(100) < 3)
                .build();
    }

    /** Returns the text, with a number appended if it is used already. */
    private String free(String text) {
        int namesakes = taken.merge(text, 1, Integer::sum);
        return namesakes == 1 ? text : text + namesakes;
    }

    private static List<MailAddress> addresses(String... values) {
        List<MailAddress> addresses = new ArrayList<>();
        for (String value : values) {
            addresses.add(MailAddress.parse(value).orElseThrow());
        }
        if (addresses.size() > 2) {
            addresses.subList(1, addresses.size()).sort(Comparator.comparing(MailAddress::value));
        }
        return addresses;
    }

    static String groupName(int group) {
        return TEAMS[group % TEAMS.length] + " " + CITIES[group / TEAMS.length % CITIES.length] + " "
                + (group / TEAMS.length / CITIES.length + 1);
    }

    private Account group(int group, Members members) {
        String name = groupName(group);
        List<GroupMember> listed = new ArrayList<>(members.size(group) + 4);
        for (int i = members.from(group); i < members.from(group + 1); i++) {
            listed.add(new GroupMember(guid(members.person(i)), Optional.empty()));
        }
        for (int inner = 4 * group + 1; inner <= 4 * group + 3 && inner < groups; inner++) {
            listed.add(new GroupMember(guid(people + inner), Optional.empty()));
        }
        Account.Builder account = Account.builder(
                        guid(people + group),
                        AccountType.GROUP,
                        CORP,
                        new DistinguishedName("CN=" + name + ",OU=Groups," + BASE))
                .cn(name)
                .samAccountName(new AccountName(name))
                .objectSid(SID.withRelativeId(10_000 + people + group))
                .members(listed);
        if (group % 3 == 0) {
            account.addresses(addresses("team" + group + "@corp.example"));
        }
        return account.build();
    }

    /** Members of each group, group by group. */
    private record Members(int[] starts, int[] persons) {
        int from(int group) {
            return starts[group];
        }

        int size(int group) {
            return starts[group + 1] - starts[group];
        }

        int person(int index) {
            return persons[index];
        }
    }

    private Members members() {
        int[] starts = new int[groups + 1];
        for (int person = 0; person < people; person++) {
            for (int group : groupsOf(person)) {
                starts[group + 1]++;
            }
        }
        for (int group = 0; group < groups; group++) {
            starts[group + 1] += starts[group];
        }
        int[] persons = new int[starts[groups]];
        int[] next = starts.clone();
        for (int person = 0; person < people; person++) {
            for (int group : groupsOf(person)) {
                persons[next[group]++] = person;
            }
        }
        return new Members(starts, persons);
    }

    private int[] groupsOf(int person) {
        SplittableRandom random = random(Integer.MAX_VALUE + 1L + person);
        Set<Integer> chosen = new LinkedHashSet<>();
        for (int tries = 0; tries < 2 * MEMBERSHIPS && chosen.size() < MEMBERSHIPS; tries++) {
            chosen.add(groupRanks.draw(random));
        }
        return chosen.stream().mapToInt(Integer::intValue).toArray();
    }
}
