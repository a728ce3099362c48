package org.adcache.demo.ldap;

import com.unboundid.ldap.sdk.ResultCode;

/** Decides before each answer to a search whether something goes wrong. Called by several connections at once. */
@FunctionalInterface
public interface SearchFaults {
    /** Nothing ever goes wrong. */
    SearchFaults NONE = page -> new Fault.None();

    /** What happens to this page. */
    Fault before(Page page);

    /**
     * A page about to be answered; a search without paging has one.
     *
     * @param connection the number of the connection
     * @param number 1 for the first page of a search
     * @param base the search base as the client wrote it
     * @param filter the filter in text form
     */
    record Page(long connection, int number, String base, String filter) {}

    /** Something that can go wrong. */
    sealed interface Fault {
        /** The page is answered as it should be. */
        record None() implements Fault {}

        /** The search ends with an error. */
        record Refuse(ResultCode code, String message) implements Fault {}

        /** The search ends successfully with no entry, as when the account has lost its right to read. */
        record Empty() implements Fault {}

        /** The connection is closed without an answer. */
        record Drop() implements Fault {}

        /** No answer comes, and the connection stays open until the directory stops. */
        record Stall() implements Fault {}
    }
}
