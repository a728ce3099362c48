package org.adcache.demo.people;

/** Streams of random bits, one for each purpose, so that one can change without the others. */
final class Purpose {
    static final int PERSON = 1;
    static final int NAME_STEP = 2;
    static final int NAME_STYLE = 3;
    static final int GROUP_SIZE = 4;
    static final int DOMAIN_SID = 5;
    static final int INVOCATION = 6;
    /** And all numbers above: the members of a group, one stream for each place in the list. */
    static final int GROUP_MEMBER = 1000;

    private Purpose() {}
}
