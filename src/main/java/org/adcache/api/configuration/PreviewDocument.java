package org.adcache.api.configuration;

import java.util.List;
import org.adcache.api.Document;

/**
 * What a first sync of a connection would bring: {@code POST /v1/connections/preview}.
 *
 * @param server the domain controller that was read
 * @param addresses distinct addresses
 * @param duplicates addresses with several owners
 * @param unreadable attributes that can't be read of every account that has them
 * @param ignored entries and values that can't be used, by reason
 */
public record PreviewDocument(
        String server,
        int users,
        int contacts,
        int groups,
        int addresses,
        List<Sample> samples,
        Duplicates duplicates,
        List<Unreadable> unreadable,
        List<Ignored> ignored)
        implements Document {
    /** One of the accounts: a few of each type. */
    public record Sample(String type, String cn, String distinguishedName, List<String> addresses) {}

    /** The number of addresses with several owners, and some of them. */
    public record Duplicates(int count, List<String> samples) {}

    /** An attribute, and the share of the accounts of a type of which it can be read. */
    public record Unreadable(String type, String attribute, double share) {}

    /** The number of entries that are ignored, or have an ignored value, for a reason. */
    public record Ignored(String reason, int count) {}
}
