package org.adcache.directory;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.adcache.account.Problem;
import org.adcache.account.ProblemType;

/** Reason why an attribute is no good as an extra one: its values can't be kept, or not kept up to date. */
public enum AttributeFlaw {
    /** Of a pair of linked attributes the one with the odd linkID (MS-ADTS 3.1.1.1.6). */
    BACK_LINK("is a back link: the directory derives it from other objects and reports no change of it"),
    /** FLAG_ATTR_IS_CONSTRUCTED (MS-ADTS 2.2.10). */
    CONSTRUCTED("is constructed for each query and not stored: no change of it is reported"),
    /** FLAG_ATTR_NOT_REPLICATED. */
    NOT_REPLICATED("isn't replicated: each domain controller has values of its own, and no change of them is reported"),
    BINARY("is binary: its values are left out, unless they happen to be text"),
    /** fCONFIDENTIAL in searchFlags (MS-ADTS 2.2.9). */
    CONFIDENTIAL("is confidential, and nothing to copy"),
    NO_SUCH_ATTRIBUTE("isn't in the schema of the directory");

    private static final Map<String, AttributeFlaw> WELL_KNOWN = wellKnown();

    private final String reason;

    AttributeFlaw(String reason) {
        this.reason = reason;
    }

    private static Map<String, AttributeFlaw> wellKnown() {
        Map<String, AttributeFlaw> flaws = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        List.of(
                        "memberOf",
                        "directReports",
                        "managedObjects",
                        "ownerBL",
                        "isPrivilegeHolder",
                        "msDS-NonMembersBL",
                        "msDS-MembersForAzRoleBL",
                        "msDS-PSOApplied",
                        "msDS-RevealedDSAs",
                        "altRecipientBL",
                        "authOrigBL",
                        "unauthOrigBL",
                        "dLMemRejectPermsBL",
                        "dLMemSubmitPermsBL",
                        "publicDelegatesBL",
                        "msExchDelegateListBL",
                        "msExchCoManagedObjectsBL")
                .forEach(name -> flaws.put(name, BACK_LINK));
        List.of(
                        "tokenGroups",
                        "tokenGroupsGlobalAndUniversal",
                        "tokenGroupsNoGCAcceptable",
                        "msds-memberOfTransitive",
                        "msds-memberTransitive",
                        "canonicalName",
                        "createTimeStamp",
                        "modifyTimeStamp",
                        "primaryGroupToken",
                        "parentGUID",
                        "structuralObjectClass",
                        "allowedAttributes",
                        "allowedAttributesEffective",
                        "allowedChildClasses",
                        "allowedChildClassesEffective",
                        "sDRightsEffective",
                        "msDS-PrincipalName",
                        "msDS-ResultantPSO",
                        "msDS-User-Account-Control-Computed",
                        "msDS-UserPasswordExpiryTimeComputed",
                        "msDS-ReplAttributeMetaData",
                        "msDS-ReplValueMetaData")
                .forEach(name -> flaws.put(name, CONSTRUCTED));
        List.of(
                        "lastLogon",
                        "lastLogoff",
                        "logonCount",
                        "badPwdCount",
                        "badPasswordTime",
                        "whenChanged",
                        "uSNChanged",
                        "uSNCreated",
                        "dSCorePropagationData")
                .forEach(name -> flaws.put(name, NOT_REPLICATED));
        List.of(
                        "thumbnailPhoto",
                        "thumbnailLogo",
                        "jpegPhoto",
                        "photo",
                        "audio",
                        "userCertificate",
                        "userSMIMECertificate",
                        "objectGUID",
                        "objectSid",
                        "sIDHistory",
                        "logonHours",
                        "nTSecurityDescriptor",
                        "replPropertyMetaData",
                        "mS-DS-ConsistencyGuid",
                        "msExchMailboxGuid",
                        "msExchArchiveGUID",
                        "msExchMasterAccountSid",
                        "msExchMailboxSecurityDescriptor",
                        "msExchUMSpokenName")
                .forEach(name -> flaws.put(name, BINARY));
        return flaws;
    }

    /** The flaw of an attribute of Active Directory's or Exchange's own schema; empty if none is known. */
    public static Optional<AttributeFlaw> wellKnown(String attribute) {
        return Optional.ofNullable(WELL_KNOWN.get(attribute));
    }

    /** The flaws of a connection's extra attributes, as far as they are known without asking the directory. */
    public static List<Problem> wellKnown(DirectoryConfig config) {
        return config.extraAttributes().stream()
                .flatMap(name -> wellKnown(name).stream().map(flaw -> flaw.problem(name, config)))
                .toList();
    }

    /** The problem of an extra attribute with this flaw. */
    public Problem problem(String attribute, DirectoryConfig config) {
        return new Problem(
                ProblemType.EXTRA_ATTRIBUTE_UNSUITABLE,
                String.format(
                        Locale.ROOT, "%s in extra-attributes of the connection %s %s.", attribute, config.id(), reason),
                this == NO_SUCH_ATTRIBUTE
                        ? "Correct its name, which is the attribute's LDAP display name."
                        : "Leave it out of extra-attributes.");
    }
}
