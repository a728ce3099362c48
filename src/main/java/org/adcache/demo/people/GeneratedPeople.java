package org.adcache.demo.people;

import java.util.Arrays;
import org.adcache.demo.schema.DomainNames;
import org.adcache.demo.schema.ObjectKind;

/**
 * Generated people: of any twenty in a row one is a group, of any hundred eight are contacts, the rest are users. None
 * is stored; an entry is computed from the seed and its number on each access.
 */
final class GeneratedPeople {
    private static final int GROUP_EVERY = 20;
    private static final int LARGEST_SMALL_GROUP = 12;

    private final DomainNames domain;
    private final Mixer mixer;
    private final Places places;
    private final PersonNames names;
    private final int first;
    private final int count;

    GeneratedPeople(DomainNames domain, Mixer mixer, Places places, int first, int count) {
        this.domain = domain;
        this.mixer = mixer;
        this.places = places;
        this.names = new PersonNames(NameCatalogue.load(), mixer);
        this.first = first;
        this.count = count;
    }

    int first() {
        return first;
    }

    int end() {
        return first + count;
    }

    boolean contains(int position) {
        return position >= first && position < end();
    }

    boolean isGroup(int position) {
        return kind(position - first) == ObjectKind.GROUP;
    }

    DirectoryEntry at(int position) {
        int number = position - first;
        return switch (kind(number)) {
            case GROUP -> new GeneratedGroup(this, position, number);
            case CONTACT -> new GeneratedPerson(this, position, number, ObjectKind.CONTACT);
            default -> new GeneratedPerson(this, position, number, ObjectKind.USER);
        };
    }

    /** Candidate position for this common name; the caller verifies the entry. */
    int positionOf(String commonName) {
        int number = GeneratedGroup.number(commonName);
        if (number < 0) {
            number = names.number(GeneratedPerson.withoutDecoration(commonName));
        }
        return number >= 0 && number < count ? first + number : DirectoryTree.NONE;
    }

    static ObjectKind kind(int number) {
        if (number % GROUP_EVERY == GROUP_EVERY - 1) {
            return ObjectKind.GROUP;
        }
        int inHundred = number % 100;
        return inHundred % 12 == 5 ? ObjectKind.CONTACT : ObjectKind.USER;
    }

    /**
     * Positions of a group's members: up to a dozen people, for some groups sixty, and for three groups of any four
     * the next group. So there are chains of four groups everywhere.
     */
    int[] membersOf(int number) {
        long bits = mixer.bits(number, Purpose.GROUP_SIZE);
        int size = bits % 64 == 0 ? 60 : (int) Math.floorMod(bits >>> 8, LARGEST_SMALL_GROUP + 1L);
        int[] members = new int[size + 1];
        for (int i = 0; i < size; i++) {
            int chosen = (int) Math.floorMod(mixer.bits(number, Purpose.GROUP_MEMBER + i), (long) count);
            members[i] = first + (kind(chosen) == ObjectKind.GROUP ? chosen - 1 : chosen);
        }
        int nextGroup = number + GROUP_EVERY;
        boolean nests = number / GROUP_EVERY % 4 != 3 && nextGroup < count;
        members[size] = nests ? first + nextGroup : DirectoryTree.NONE;
        return Arrays.stream(members)
                .filter(each -> each != DirectoryTree.NONE)
                .sorted()
                .distinct()
                .toArray();
    }

    DomainNames domain() {
        return domain;
    }

    Mixer mixer() {
        return mixer;
    }

    Places places() {
        return places;
    }

    PersonNames names() {
        return names;
    }
}
