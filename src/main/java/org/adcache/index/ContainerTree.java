package org.adcache.index;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.adcache.account.DistinguishedName;
import org.adcache.index.array.IntList;
import org.adcache.store.ImageInput;
import org.adcache.store.ImageOutput;
import org.adcache.store.StoreException;

/**
 * Tree of the containers above the accounts, numbered depth first: the descendants of a container have the numbers
 * that follow its own, so that a test for containment at any depth is two comparisons.
 *
 * <pre>
 *   number  last  key
 *   0       4     dc=example
 *   1       4     dc=corp,dc=example
 *   2       3     ou=sales,dc=corp,dc=example
 *   3       3     ou=emea,ou=sales,dc=corp,dc=example
 *   4       4     ou=staff,dc=corp,dc=example
 * </pre>
 */
final class ContainerTree {
    /** The number of no container, for accounts at the top. */
    static final int NONE = -1;

    private final Map<String, Integer> numbers;
    private final int[] last;
    private final int[] containerOf;
    private final int[] accountsFrom;

    private ContainerTree(Map<String, Integer> numbers, int[] last, int[] containerOf) {
        this.numbers = numbers;
        this.last = last;
        this.containerOf = containerOf;
        this.accountsFrom = new int[last.length + 1];
        for (int container : containerOf) {
            if (container != NONE) {
                accountsFrom[container + 1]++;
            }
        }
        Arrays.parallelPrefix(accountsFrom, Integer::sum);
    }

    void write(ImageOutput out) throws StoreException {
        List<String> keys = new ArrayList<>(Collections.nCopies(last.length, ""));
        numbers.forEach((key, number) -> keys.set(number, key));
        out.texts(keys);
        out.ints(last);
        out.ints(containerOf);
    }

    static ContainerTree read(ImageInput in) throws StoreException {
        List<String> keys = in.texts();
        Map<String, Integer> numbers = new HashMap<>(keys.size() * 2);
        for (int number = 0; number < keys.size(); number++) {
            numbers.put(keys.get(number), number);
        }
        return new ContainerTree(numbers, in.ints(), in.ints());
    }

    /** The number of the container with this key; {@link #NONE} if it holds no account. */
    int number(String key) {
        return numbers.getOrDefault(key, NONE);
    }

    /** Whether the container with this number holds an account, at any depth. */
    boolean holds(int container, int ordinal) {
        int inner = containerOf[ordinal];
        return container != NONE && container <= inner && inner <= last[container];
    }

    /** The direct container of an account. */
    int containerOf(int ordinal) {
        return containerOf[ordinal];
    }

    /** The last number of a container's descendants. */
    int last(int container) {
        return last[container];
    }

    /** The number of accounts in a container, at any depth. */
    int accountsIn(int container) {
        return accountsFrom[last[container] + 1] - accountsFrom[container];
    }

    /** Builder that accepts the containers of accounts in order. */
    static final class Builder {
        private final Map<String, Integer> ids = new HashMap<>();
        private final List<String> keys = new ArrayList<>();
        private final IntList parents = new IntList();
        private final IntList idOfAccount = new IntList();

        /** Adds an account in the container with this id; {@link ContainerTree#NONE} for the top. */
        public void add(int id) {
            idOfAccount.add(id);
        }

        /** Returns the id, valid until the tree is built, of the container with this key. */
        int idOf(String key) {
            Deque<String> unknown = new ArrayDeque<>();
            Optional<String> at = Optional.of(key);
            while (at.isPresent() && !ids.containsKey(at.get())) {
                unknown.push(at.get());
                at = DistinguishedName.parentKey(at.get());
            }
            int id = at.map(ids::get).orElse(NONE);
            for (String container : unknown) {
                parents.add(id);
                id = keys.size();
                ids.put(container, id);
                keys.add(container);
            }
            return id;
        }

        /**
         * Numbers the containers depth first; an id is lower than those of its descendants.
         *
         * @param order the account at each ordinal, numbered in the order of adding
         */
        public ContainerTree build(int[] order) {
            int count = keys.size();
            int[] sizes = new int[count];
            Arrays.fill(sizes, 1);
            for (int id = count - 1; id >= 0; id--) {
                if (parents.get(id) != NONE) {
                    sizes[parents.get(id)] += sizes[id];
                }
            }
            int[] numberOf = new int[count];
            int[] next = new int[count];
            int top = 0;
            int[] last = new int[count];
            Map<String, Integer> numbers = new HashMap<>(count * 2);
            for (int id = 0; id < count; id++) {
                int parent = parents.get(id);
                int number = parent == NONE ? top : next[parent];
                if (parent == NONE) {
                    top += sizes[id];
                } else {
                    next[parent] += sizes[id];
                }
                next[id] = number + 1;
                last[number] = number + sizes[id] - 1;
                numberOf[id] = number;
                numbers.put(keys.get(id), number);
            }
            int[] containerOf = Arrays.stream(order)
                    .map(idOfAccount::get)
                    .map(id -> id == NONE ? NONE : numberOf[id])
                    .toArray();
            return new ContainerTree(numbers, last, containerOf);
        }
    }
}
