package org.adcache.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.adcache.account.ObjectGuid;
import org.adcache.account.ObjectSid;
import org.adcache.account.ReadableShare;

/** What follows from unreadable attributes, and the commands that let the service account alone read them. */
final class AttributeGrant {
    private final BaseStage.SearchBase base;
    private final SchemaLookup schema;
    private final Optional<ObjectSid> sid;

    /** @param sid of the account; empty if it is of another domain */
    AttributeGrant(BaseStage.SearchBase base, SchemaLookup schema, Optional<ObjectSid> sid) {
        this.base = base;
        this.schema = schema;
        this.sid = sid;
    }

    String text(List<ReadableShare> unreadable) {
        String facts = unreadable.stream()
                .map(share -> share + ": " + consequence(share.attribute()))
                .collect(Collectors.joining("; "));
        return "Every object has these attributes, but the service account can read them of a part of a sample only: "
                + facts + ". Let this account alone read them, on Windows with "
                + dsacls(unreadable)
                + samba(unreadable).map(command -> ", on Samba with " + command).orElse("")
                + ". Accounts that AdminSDHolder protects need the same on CN=AdminSDHolder,CN=System,"
                + base.found().namingContext()
                + ". Then run \"adcache sync --full\", because a right changes no object.";
    }

    private static String consequence(String attribute) {
        return switch (attribute) {
            case "userAccountControl" -> "whether others are disabled isn't known, and they are suggested";
            case "accountExpires" -> "others are suggested after they expired";
            case "primaryGroupID" -> "whether others are in a group isn't known unless it lists them";
            case "objectSid" -> "others aren't found by SID, nor by their primary group";
            case "sAMAccountName" -> "others aren't found by account name";
            default -> "sync.feed = usn reports no change of others";
        };
    }

    private String dsacls(List<ReadableShare> unreadable) {
        return "dsacls \"" + base.searchBase() + "\" /I:S /G "
                + unreadable.stream()
                        .map(share -> "\"" + base.account() + ":RP;" + share.attribute() + ";"
                                + share.type().label() + "\"")
                        .collect(Collectors.joining(" "));
    }

    /** The command for Samba, which names attributes, classes and the account by their identifiers. */
    private Optional<String> samba(List<ReadableShare> unreadable) {
        List<String> entries = new ArrayList<>();
        for (ReadableShare share : unreadable) {
            Optional<ObjectGuid> attribute = schema.id(share.attribute());
            Optional<ObjectGuid> type = schema.id(share.type().label());
            if (attribute.isEmpty() || type.isEmpty() || sid.isEmpty()) {
                return Optional.empty();
            }
            entries.add("(OA;CIIO;RP;" + attribute.get() + ";" + type.get() + ";" + sid.get() + ")");
        }
        // Without -H Samba 4.17 crashes at the end of the change, when it is to notify its DNS server.
        return Optional.of(
                "samba-tool dsacl set -H ldap://" + base.server().server().host()
                        + " -U Administrator --objectdn=\"" + base.searchBase() + "\" --sddl=\""
                        + String.join("", entries) + "\"");
    }
}
