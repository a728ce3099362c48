package org.adcache.demo.schema;

/**
 * Accounts that are in every simulated directory, whatever its size and seed, for examples that can be pasted and for
 * tests.
 *
 * <pre>
 *   John Smith (jsmith)  in  Sales Berlin  in  Sales EMEA  in  Sales Worldwide
 *   Jane Doe (jdoe)      in  Cycle A  in  Cycle B  in  Cycle A
 *   support@             belongs to both Support Day and Support Night
 *   info@                is a disabled account with a mailbox, as shared mailboxes are
 * </pre>
 *
 * @param domain the names of the domain
 * @param person John Smith
 * @param innerGroup the group John Smith is in
 * @param outerGroup a group he is in through two others
 * @param cycle a group that contains itself through another; Jane Doe is in it
 * @param largeGroup a group of 3,000 users, or of three in ten if there are fewer than 10,000 accounts
 * @param contact someone at another company
 * @param disabled a disabled account with a mailbox
 * @param hidden a user hidden from address lists
 * @param withoutMail a user without any address
 * @param kiosk a user whose primary group is not Domain Users
 * @param kioskGroup that primary group; it has no member attribute
 * @param firstOwner one owner of {@link #sharedAddress()}
 * @param secondOwner the other one
 */
public record WellKnown(
        DomainNames domain,
        KnownAccount person,
        KnownAccount innerGroup,
        KnownAccount outerGroup,
        KnownAccount cycle,
        KnownAccount largeGroup,
        KnownAccount contact,
        KnownAccount disabled,
        KnownAccount hidden,
        KnownAccount withoutMail,
        KnownAccount kiosk,
        KnownAccount kioskGroup,
        KnownAccount firstOwner,
        KnownAccount secondOwner) {

    public static final String KIOSK_USERS_RID = "1900";

    /** The {@code accountExpires} of an account that never expires. */
    public static final String NEVER = "9223372036854775807";

    /** Identifiers of one account; a text is empty where the account has none. */
    public record KnownAccount(
            String distinguishedName,
            String objectGuid,
            String objectSid,
            String accountName,
            String userPrincipalName,
            String mail) {}

    /** The address two accounts have. */
    public String sharedAddress() {
        return "support@" + domain.dnsName();
    }

    /** An address of John Smith that is not his primary one. */
    public String alias() {
        return "j.smith@" + domain.dnsName();
    }

    /** The start of two words of John Smith's name, in the wrong order. */
    public String typed() {
        return "smi jo";
    }

    public static String upnSuffix(DomainNames domain) {
        return "corp." + domain.dnsName();
    }
}
