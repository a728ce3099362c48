package org.adcache.account;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Optional;
import org.adcache.testing.FuzzTarget;

@FuzzTarget
class MailAddressFuzzTest {
    @FuzzTest
    void text(byte[] input) {
        String text = new String(input, UTF_8);
        Optional<MailAddress> parsed = MailAddress.parse(text);
        parsed.ifPresent(address -> {
            assertThat(address.value()).isEqualTo(text.strip()).hasSizeLessThan(1124);
            assertThat(address.localPart()).isNotEmpty().doesNotContain("@");
            assertThat(MailAddress.parse(address.value())).isEqualTo(parsed);
            assertThat(MailAddress.parse(" " + address.value() + "\t")).isEqualTo(parsed);
            // A key that is looked up finds the same account. In one that is no address, IDNA made a space or an @.
            MailAddress.parse(address.key())
                    .ifPresent(again -> assertThat(again.key()).isEqualTo(address.key()));
        });
    }
}
