package org.adcache.demo.people;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.adcache.demo.schema.AttributeType;
import org.adcache.demo.schema.ObjectKind;
import org.adcache.demo.schema.RelativeNames;
import org.adcache.demo.schema.WellKnown;

/** Generated user or contact. Everything follows from 64 bits drawn for its number. */
final class GeneratedPerson implements DirectoryEntry {
    private static final List<String> TITLES = List.of(
            "Engineer", "Account Manager", "Analyst", "Head of Department", "Assistant", "Consultant", "Trainee");
    private static final List<String> CITIES =
            List.of("Berlin", "Kraków", "São Paulo", "東京", "Москва", "İzmir", "Dublin", "القاهرة", "Zürich");
    private static final List<String> PARTNERS = List.of("partner.example", "supplier.example", "kunde.example");
    private static final List<String> DECORATIONS = List.of(" 🌻", " ⭐", " 🚴");

    private final GeneratedPeople people;
    private final int position;
    private final int number;
    private final ObjectKind kind;
    private final long bits;
    private final PersonNames.Numbered name;

    GeneratedPerson(GeneratedPeople people, int position, int number, ObjectKind kind) {
        this.people = people;
        this.position = position;
        this.number = number;
        this.kind = kind;
        this.bits = people.mixer().bits(number, Purpose.PERSON);
        this.name = people.names().of(number);
    }

    /** A common name without the emoji a few people add to theirs. */
    static String withoutDecoration(String commonName) {
        for (String decoration : DECORATIONS) {
            if (commonName.endsWith(decoration)) {
                return commonName.substring(0, commonName.length() - decoration.length());
            }
        }
        return commonName;
    }

    @Override
    public int position() {
        return position;
    }

    @Override
    public int parent() {
        return kind == ObjectKind.CONTACT
                ? people.places().contacts()
                : department().position();
    }

    @Override
    public String relativeName() {
        return RelativeNames.of("CN", commonName());
    }

    @Override
    public ObjectKind kind() {
        return kind;
    }

    @Override
    public UUID guid() {
        return people.mixer().guid(position);
    }

    @Override
    public long relativeId() {
        return kind == ObjectKind.USER ? DirectoryTree.relativeId(position) : 0;
    }

    @Override
    public int[] members() {
        return new int[0];
    }

    @Override
    public List<String> values(AttributeType type) {
        return switch (type) {
            case OBJECT_CLASS -> kind.classes();
            case CN, NAME_OF_RDN -> List.of(commonName());
            case SN -> List.of(name.name().surname());
            case GIVEN_NAME -> List.of(name.name().given());
            case DISPLAY_NAME -> List.of(commonName());
            case OBJECT_GUID -> List.of(guid().toString());
            case INSTANCE_TYPE -> List.of("4");
            case USN_CREATED, USN_CHANGED -> List.of(Long.toString(created()));
            case WHEN_CREATED, WHEN_CHANGED -> List.of(DirectoryTree.CREATED);
            case COMPANY -> kind == ObjectKind.CONTACT ? List.of(partner()) : List.of();
            case MAIL -> hasMail() ? List.of(address()) : List.of();
            case PROXY_ADDRESSES -> proxyAddresses();
            case TARGET_ADDRESS -> kind == ObjectKind.CONTACT ? List.of("SMTP:" + address()) : List.of();
            case HIDE_FROM_ADDRESS_LISTS -> draw(1, 100) == 0 ? List.of("TRUE") : List.of();
            default -> kind == ObjectKind.USER ? userValues(type) : List.of();
        };
    }

    private List<String> userValues(AttributeType type) {
        return switch (type) {
            case SAM_ACCOUNT_NAME -> List.of(accountName());
            case USER_PRINCIPAL_NAME -> principalName();
            case USER_ACCOUNT_CONTROL -> List.of(draw(2, 100) < 3 ? "514" : "512");
            case PRIMARY_GROUP_ID -> List.of(draw(3, 200) == 0 ? WellKnown.KIOSK_USERS_RID : "513");
            case SAM_ACCOUNT_TYPE -> List.of("805306368");
            case ACCOUNT_EXPIRES -> List.of(WellKnown.NEVER);
            case DEPARTMENT -> List.of(department().name());
            case TITLE -> List.of(TITLES.get(draw(4, TITLES.size())));
            case OFFICE -> List.of(CITIES.get(draw(5, CITIES.size())));
            case TELEPHONE_NUMBER -> List.of("+49 30 5550 " + (1000 + draw(6, 9000)));
            case MAIL_NICKNAME -> hasMail() ? List.of(accountName()) : List.of();
            default -> List.of();
        };
    }

    private String commonName() {
        int drawn = draw(7, 3000);
        return drawn < DECORATIONS.size()
                ? name.name().common() + DECORATIONS.get(drawn)
                : name.name().common();
    }

    private Places.Department department() {
        List<Places.Department> departments = people.places().departments();
        return departments.get(draw(8, departments.size()));
    }

    private String accountName() {
        String letters = (name.name().givenLatin().charAt(0) + name.name().surnameLatin()).replaceAll("[^a-z]", "");
        return letters.substring(0, Math.min(letters.length(), 11)) + number;
    }

    /** 1 in 20 has an account and no mailbox. */
    private boolean hasMail() {
        return kind == ObjectKind.CONTACT || draw(9, 20) != 0;
    }

    private String partner() {
        return PARTNERS.get(draw(10, PARTNERS.size()));
    }

    private String address() {
        return name.localPart() + "@"
                + (kind == ObjectKind.CONTACT ? partner() : people.domain().dnsName());
    }

    /**
     * The primary, one or two others, and sometimes a SIP or an X500 address; one user in a thousand shares an alias.
     */
    private List<String> proxyAddresses() {
        if (!hasMail() || draw(11, 30) == 0) {
            return List.of();
        }
        if (kind == ObjectKind.CONTACT) {
            return List.of("SMTP:" + address());
        }
        String domain = people.domain().dnsName();
        List<String> addresses = new ArrayList<>(5);
        addresses.add("smtp:" + accountName() + "@" + domain);
        addresses.add("SMTP:" + address());
        if (draw(12, 2) == 0) {
            addresses.add("smtp:" + name.localPart() + "@mail." + domain);
        }
        if (draw(13, 2) == 0) {
            addresses.add("SIP:" + address());
        }
        if (draw(14, 8) == 0) {
            addresses.add("X500:/o=Demo/ou=Exchange Administrative Group/cn=Recipients/cn=" + accountName());
        }
        if (number % 1000 < 2) {
            addresses.add("smtp:desk" + number / 1000 + "@" + domain);
        }
        return addresses;
    }

    /** Most have an explicit name, a third of those under another suffix and not like the account name. */
    private List<String> principalName() {
        return switch (draw(15, 10)) {
            case 0, 1 -> List.of();
            case 2, 3, 4 -> List.of(name.localPart() + "@" + WellKnown.upnSuffix(people.domain()));
            default -> List.of(accountName() + "@" + people.domain().dnsName());
        };
    }

    /** Draws a number below a limit; each stream is independent. */
    private int draw(int stream, int limit) {
        long mixed = (bits + stream * 0x9E3779B97F4A7C15L) * 0xD1342543DE82EF95L;
        return (int) Long.remainderUnsigned(mixed ^ (mixed >>> 32), limit);
    }
}
