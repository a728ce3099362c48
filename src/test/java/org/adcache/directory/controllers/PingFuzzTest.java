package org.adcache.directory.controllers;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.net.DatagramPacket;
import org.adcache.testing.FuzzTarget;

/** What anybody may send to the port from which an LDAP ping was sent. */
@FuzzTarget
class PingFuzzTest {
    private static final int LONGEST_NAME = 3 * 256;

    @FuzzTest
    void datagram(byte[] input) {
        LdapPing.answer(new DatagramPacket(input, input.length)).ifPresent(PingFuzzTest::assertBounded);
    }

    @FuzzTest
    void netlogon(byte[] input) {
        PingAnswer.parse(input).ifPresent(PingFuzzTest::assertBounded);
    }

    private static void assertBounded(PingAnswer answer) {
        assertThat(answer.domain()).hasSizeLessThan(LONGEST_NAME);
        assertThat(answer.clientSite().orElse("one")).hasSizeBetween(1, LONGEST_NAME);
    }
}
