package org.adcache.store.manifest;

import java.util.Map;
import org.adcache.account.ConnectionId;
import org.adcache.store.key.DataKey;

/**
 * Manifest as it is on disk.
 *
 * @param sha256 of its content, in hexadecimal; two manifests with the same one are the same
 * @param macs authentication of its content by the key of each connection
 */
public record ManifestFile(Manifest manifest, String sha256, Map<ConnectionId, String> macs) {
    public ManifestFile {
        macs = Map.copyOf(macs);
    }

    /** Whether somebody wrote it who had this key; the previous version left its manifests unauthenticated. */
    boolean authenticatedBy(DataKey key) {
        return manifest.serial() == 0 || key.mac(sha256).equals(macs.get(key.connection()));
    }
}
