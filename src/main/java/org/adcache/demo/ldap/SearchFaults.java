package org.adcache.demo.ldap;

import com.unboundid.ldap.sdk.ResultCode;

/**
 * Fault injection: decides before each answer whether something goes wrong. Called concurrently by several
 * connections.
 */
@FunctionalInterface
public interface SearchFaults {
    /** No faults. */
    SearchFaults NONE = page -> new Fault.None();

    /** Fault of this page. */
    Fault before(Page page);

    /** Fault of a bind, in each of its steps. */
    default Fault beforeBind(long connection) {
        return new Fault.None();
    }

    /** Fault of a read of the rootDSE. */
    default Fault beforeRootDse(long connection) {
        return new Fault.None();
    }

    /** The same fault at every search with the DirSync control, and at no other. */
    static SearchFaults atDirSync(Fault fault) {
        return page -> page.dirSync() ? fault : new Fault.None();
    }

    /** The same fault at every bind. */
    static SearchFaults atBind(Fault fault) {
        return new SearchFaults() {
            @Override
            public Fault before(Page page) {
                return new Fault.None();
            }

            @Override
            public Fault beforeBind(long connection) {
                return fault;
            }
        };
    }

    /** The same fault at every read of the rootDSE. */
    static SearchFaults atRootDse(Fault fault) {
        return new SearchFaults() {
            @Override
            public Fault before(Page page) {
                return new Fault.None();
            }

            @Override
            public Fault beforeRootDse(long connection) {
                return fault;
            }
        };
    }

    /**
     * A page about to be answered; a search without paging has one.
     *
     * @param connection the number of the connection
     * @param number 1 for the first page of a search
     * @param base the search base as the client wrote it
     * @param filter the filter in text form
     * @param dirSync whether it is a search for changes; each of its parts is a search of its own
     */
    record Page(long connection, int number, String base, String filter, boolean dirSync) {}

    /** Fault of one answer. */
    sealed interface Fault {
        /** The page is answered as it should be. */
        record None() implements Fault {}

        /** The operation ends with an error. */
        record Refuse(ResultCode code, String message) implements Fault {
            /** Result 1, which stands for any failure of the server. */
            public static Refuse operationsError() {
                return new Refuse(
                        ResultCode.OPERATIONS_ERROR,
                        "00002020: LdapErr: DSID-0C090B1C, comment: Operations error, data 0");
            }

            /** Result 3, as from a controller that has reached MaxQueryDuration or MaxDirSyncDuration. */
            public static Refuse timeLimitExceeded() {
                return new Refuse(
                        ResultCode.TIME_LIMIT_EXCEEDED,
                        "00002022: LdapErr: DSID-0C090B1D, comment: The time limit was exceeded, data 0");
            }

            /** Result 11, as from a controller that has reached MaxPercentDirSyncRequests or another limit. */
            public static Refuse adminLimitExceeded() {
                return new Refuse(
                        ResultCode.ADMIN_LIMIT_EXCEEDED,
                        "00002024: LdapErr: DSID-0C090B1E, comment: The administrative limit was exceeded, data 0");
            }

            /** Result 51, as from a controller that has too much to do. */
            public static Refuse busy() {
                return new Refuse(
                        ResultCode.BUSY, "0000200E: LdapErr: DSID-0C090B1F, comment: The server is busy, data 0");
            }

            /** Result 52, as from a controller that starts or stops. */
            public static Refuse unavailable() {
                return new Refuse(
                        ResultCode.UNAVAILABLE,
                        "0000200F: LdapErr: DSID-0C090B20, comment: The server is not available, data 0");
            }
        }

        /** The search ends successfully with no entry, as when the account has lost its right to read. */
        record Empty() implements Fault {}

        /** The connection is closed without an answer. */
        record Drop() implements Fault {}

        /** A notice of disconnection instead of an answer, as when a ticket expires; then the connection is closed. */
        record Expire() implements Fault {}

        /** No answer comes, and the connection stays open until the controller stops. */
        record Stall() implements Fault {}
    }
}
