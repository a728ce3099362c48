package org.adcache.directory;

import java.util.Optional;
import org.adcache.account.CleanText;
import org.adcache.account.ObjectGuid;

/**
 * Entry of the directory that is ignored, or of which a value is. Texts are cleaned of control characters and
 * truncated, because they are as hostile as the entry.
 *
 * @param attribute empty if the fault is in no single attribute
 * @param value the start of the value; empty if there is none to show
 */
public record IgnoredEntry(
        Optional<ObjectGuid> objectGuid,
        String distinguishedName,
        Optional<String> attribute,
        Optional<String> value,
        IgnoredReason reason) {
    private static final int SHOWN = 200;

    public IgnoredEntry {
        distinguishedName = CleanText.line(distinguishedName, SHOWN);
        attribute = attribute.map(text -> CleanText.line(text, SHOWN));
        value = value.map(text -> CleanText.line(text, SHOWN));
    }

    /** The name for the log: the GUID; of an entry without one the quoted start of its DN. */
    public String name() {
        return objectGuid
                .map(ObjectGuid::toString)
                .orElseGet(() -> '"' + distinguishedName.replace("\"", "\\\"") + '"');
    }
}
