package org.adcache.demo.people;

import java.util.List;

/** Organizational units of the generated entries, by position. */
record Places(List<Department> departments, int contacts, int securityGroups, int distributionGroups) {
    record Department(String name, int position) {}

    Places {
        departments = List.copyOf(departments);
    }

    /** Whether generated entries lie there. */
    boolean holds(int position) {
        return position == contacts
                || position == securityGroups
                || position == distributionGroups
                || departments.stream().anyMatch(each -> each.position() == position);
    }
}
