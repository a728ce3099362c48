package org.adcache.kerberos;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.time.Instant;
import org.adcache.account.ProblemException;
import org.adcache.account.ProblemType;
import org.adcache.testing.FuzzTarget;

@FuzzTarget
class KdcAnswerFuzzTest {
    @FuzzTest
    void read(byte[] input) {
        try {
            KdcProbe.Answer answer = KdcProbe.read("kdc.corp.example", "sync@CORP.EXAMPLE", input, Instant.EPOCH);
            assertThat(answer.theirs().isPresent() || answer.refusal().isEmpty())
                    .isTrue();
            assertThat(answer.keys()).hasSizeLessThan(input.length);
            assertThat(answer.offset().isPresent()).isEqualTo(answer.theirs().isPresent());
        } catch (ProblemException e) {
            assertThat(e.problem().type()).isEqualTo(ProblemType.KERBEROS_NO_KDC_THERE);
        }
    }
}
