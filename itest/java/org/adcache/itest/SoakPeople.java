package org.adcache.itest;

import com.unboundid.ldap.sdk.Attribute;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.adcache.demo.people.DirectoryChanges;

/**
 * Model of the people that a soak changes: what each was, and when. Each has the account name {@code soak7} and the
 * address {@code soak7.3@soak.example}, whose number rises with each change; they are deleted, added again, and put
 * into and out of one group.
 *
 * <p>An answer is right if it shows what a person was at some moment from the start of the last successful cycle,
 * which every answer names, until the answer was received.
 */
final class SoakPeople {
    static final String GROUP = "CN=Soak Group,OU=Soak,DC=demo,DC=example";
    private static final String UNIT = "OU=Soak,DC=demo,DC=example";

    private final DirectoryChanges changes;
    private final Random random;
    private final List<List<State>> histories = new ArrayList<>();
    private int made;

    /**
     * What a person was.
     *
     * @param from the moment before the change that led to it
     * @param sure the moment after that change
     * @param round the number in the address; none while deleted
     */
    private record State(Instant from, Instant sure, OptionalInt round, boolean member) {}

    SoakPeople(DirectoryChanges changes, int people, Random random) {
        this.changes = changes;
        this.random = random;
        changes.addUnit(UNIT);
        changes.addGroup(GROUP, "soakgroup");
        for (int person = 0; person < people; person++) {
            Instant before = Instant.now();
            add(person, 0);
            histories.add(new ArrayList<>(List.of(new State(before, Instant.now(), OptionalInt.of(0), false))));
        }
    }

    int size() {
        return histories.size();
    }

    int made() {
        return made;
    }

    static String account(int person) {
        return "soak" + person;
    }

    static String address(int person, int round) {
        return account(person) + "." + round + "@soak.example";
    }

    private static String name(int person) {
        return "CN=Soak Person " + person + "," + UNIT;
    }

    private void add(int person, int round) {
        changes.addUser(name(person), account(person), new Attribute("mail", address(person, round)));
    }

    /** Makes one random change. */
    synchronized void change() {
        int person = random.nextInt(histories.size());
        List<State> history = histories.get(person);
        State last = history.get(history.size() - 1);
        int round = history.size();
        Instant before = Instant.now();
        State next = apply(person, last, round, before);
        history.add(new State(before, Instant.now(), next.round(), next.member()));
        made++;
    }

    private State apply(int person, State last, int round, Instant before) {
        if (last.round().isEmpty()) {
            add(person, round);
            return new State(before, before, OptionalInt.of(round), false);
        }
        switch (random.nextInt(10)) {
            case 0 -> {
                changes.delete(name(person));
                return new State(before, before, OptionalInt.empty(), false);
            }
            case 1, 2, 3 -> {
                if (last.member()) {
                    changes.removeMembers(GROUP, name(person));
                } else {
                    changes.addMembers(GROUP, name(person));
                }
                return new State(before, before, last.round(), !last.member());
            }
            default -> {
                changes.replace(name(person), "mail", address(person, round));
                return new State(before, before, OptionalInt.of(round), last.member());
            }
        }
    }

    /** Any address that the person has now or had lately. */
    synchronized String anyAddress(int person) {
        List<State> history = histories.get(person);
        int at = Math.max(0, history.size() - 1 - random.nextInt(3));
        return address(person, history.get(at).round().orElse(0));
    }

    /** What is wrong with an answer that shows this round; empty if it is right. */
    synchronized Optional<String> fault(int person, OptionalInt shown, Instant asOf, Instant received) {
        Set<OptionalInt> possible = new HashSet<>();
        possible(person, asOf, received).forEach(state -> possible.add(state.round()));
        return possible.contains(shown)
                ? Optional.empty()
                : Optional.of(account(person) + " is shown as " + shown + ", but was " + possible + " from " + asOf
                        + " to " + received);
    }

    /** What is wrong with an answer about an address; empty if it is right. */
    synchronized Optional<String> fault(int person, String address, boolean found, Instant asOf, Instant received) {
        boolean[] seen = new boolean[2];
        for (State state : possible(person, asOf, received)) {
            boolean has = state.round().isPresent()
                    && address(person, state.round().getAsInt()).equals(address);
            seen[has ? 1 : 0] = true;
        }
        return seen[found ? 1 : 0]
                ? Optional.empty()
                : Optional.of(address + (found ? " is found" : " isn't found") + " from " + asOf + " to " + received);
    }

    /** What is wrong with a verdict on the group; empty if it is right. */
    synchronized Optional<String> memberFault(int person, String verdict, Instant asOf, Instant received) {
        Set<String> possible = new HashSet<>();
        possible(person, asOf, received).forEach(state -> possible.add(state.member() ? "yes" : "no"));
        return possible.contains(verdict)
                ? Optional.empty()
                : Optional.of(account(person) + " in the group: " + verdict + ", but was " + possible + " from " + asOf
                        + " to " + received);
    }

    private List<State> possible(int person, Instant asOf, Instant received) {
        List<State> history = histories.get(person);
        int first = IntStream.range(0, history.size())
                .filter(i -> !history.get(i).sure().isAfter(asOf))
                .max()
                .orElse(0);
        return history.subList(first, history.size()).stream()
                .filter(state -> !state.from().isAfter(received))
                .toList();
    }
}
