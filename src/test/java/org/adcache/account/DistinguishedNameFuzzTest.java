package org.adcache.account;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import java.util.Optional;
import org.adcache.testing.FuzzTarget;

@FuzzTarget
class DistinguishedNameFuzzTest {
    @FuzzTest
    void key(byte[] input) throws LDAPException {
        String text = new String(input, UTF_8);
        Optional<String> key = DistinguishedName.keyOf(text);
        if (!text.isBlank()) {
            String own = new DistinguishedName(text).key();
            key.ifPresent(parsed -> assertThat(own).isEqualTo(parsed));
        }
        if (key.isPresent()) {
            // What a key says of the name: as many components, each above the one before.
            int components = new DN(text.strip()).getRDNs().length;
            Optional<String> parent = key;
            for (int i = 1; i < components; i++) {
                parent = DistinguishedName.parentKey(parent.orElseThrow());
            }
            assertThat(parent).isPresent();
            assertThat(DistinguishedName.parentKey(parent.orElseThrow())).isEmpty();
            assertThat(DistinguishedName.keyOf(" " + text + " ")).isEqualTo(key);
        }
    }
}
