package org.adcache.demo.people;

/**
 * One person's name: the parts as written, their romanised forms in lower case, and the whole as a directory shows it.
 */
record PersonName(String given, String surname, String givenLatin, String surnameLatin, String common) {

    /** {@code anna.kowalska}, {@code john.b.johnson}, {@code wei.wang.2}: as unique as the common name. */
    String localPart(String extra) {
        String base = givenLatin + "." + surnameLatin;
        return extra.isEmpty() ? base : base + "." + extra;
    }
}
