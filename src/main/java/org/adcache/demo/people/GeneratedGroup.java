package org.adcache.demo.people;

import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.adcache.demo.schema.AttributeType;
import org.adcache.demo.schema.ObjectKind;
import org.adcache.demo.schema.RelativeNames;

/** Generated group: every third one a distribution list, most of them with an address. */
final class GeneratedGroup implements DirectoryEntry {
    private static final Pattern NAME = Pattern.compile("[^0-9]+ (\\d{1,8})");
    private static final List<String> WORDS =
            List.of("Team", "Projekt", "Zespół", "Проект", "Équipe", "プロジェクト", "مشروع", "Grupo de trabajo");

    private final GeneratedPeople people;
    private final int position;
    private final int number;

    GeneratedGroup(GeneratedPeople people, int position, int number) {
        this.people = people;
        this.position = position;
        this.number = number;
    }

    /** Returns the number in the name of a generated group, or -1 for any other name. */
    static int number(String commonName) {
        Matcher name = NAME.matcher(commonName);
        int space = commonName.lastIndexOf(' ');
        return name.matches() && WORDS.stream().anyMatch(commonName.substring(0, space)::equalsIgnoreCase)
                ? Integer.parseInt(name.group(1))
                : -1;
    }

    @Override
    public int position() {
        return position;
    }

    @Override
    public int parent() {
        return isDistribution()
                ? people.places().distributionGroups()
                : people.places().securityGroups();
    }

    @Override
    public String relativeName() {
        return RelativeNames.of("CN", commonName());
    }

    @Override
    public ObjectKind kind() {
        return ObjectKind.GROUP;
    }

    @Override
    public UUID guid() {
        return people.mixer().guid(position);
    }

    @Override
    public long relativeId() {
        return DirectoryTree.relativeId(position);
    }

    @Override
    public int[] members() {
        return people.membersOf(number);
    }

    @Override
    public List<String> values(AttributeType type) {
        return switch (type) {
            case OBJECT_CLASS -> ObjectKind.GROUP.classes();
            case CN, NAME_OF_RDN, DISPLAY_NAME -> List.of(commonName());
            case OBJECT_GUID -> List.of(guid().toString());
            case INSTANCE_TYPE -> List.of("4");
            case USN_CREATED, USN_CHANGED -> List.of(Long.toString(created()));
            case WHEN_CREATED, WHEN_CHANGED -> List.of(DirectoryTree.CREATED);
            case SAM_ACCOUNT_NAME -> List.of("group" + number);
            case SAM_ACCOUNT_TYPE -> List.of(isDistribution() ? "268435457" : "268435456");
            // 0x8 universal, 0x2 global, 0x80000000 security; AD shows it as a signed number.
            case GROUP_TYPE -> List.of(isDistribution() ? "8" : "-2147483646");
            case MAIL -> hasMail() ? List.of(address()) : List.of();
            case PROXY_ADDRESSES -> hasMail() ? List.of("SMTP:" + address()) : List.of();
            default -> List.of();
        };
    }

    private String commonName() {
        return WORDS.get(number / 20 % WORDS.size()) + " " + number;
    }

    private boolean isDistribution() {
        return number / 20 % 3 == 2;
    }

    private boolean hasMail() {
        return isDistribution() || number / 20 % 2 == 0;
    }

    private String address() {
        return "group" + number + "@" + people.domain().dnsName();
    }
}
