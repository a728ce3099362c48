package org.adcache.kerberos.negotiate;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Optional;
import org.adcache.testing.ForgedTicket;
import org.adcache.testing.FuzzTarget;

@FuzzTarget
class NegotiateTokenFuzzTest {
    @FuzzTest
    void parse(byte[] input) {
        NegotiateToken parsed;
        try {
            parsed = NegotiateToken.parse(input);
        } catch (TokenFormatException e) {
            assertThat(e.getMessage()).hasSizeBetween(1, 80);
            return;
        }
        if (parsed instanceof NegotiateToken.Ticket ticket) {
            assertThat(ticket.header().authenticatorSha256()).hasSize(64);
            assertThat(reparsed(input))
                    .matches(again -> again.isEmpty() || again.get().equals(ticket.header()));
        }
    }

    /** The same token as SPNEGO's later one, unless it is SPNEGO itself. */
    private static Optional<TicketHeader> reparsed(byte[] token) {
        try {
            return NegotiateToken.parse(ForgedTicket.later(token)) instanceof NegotiateToken.Ticket ticket
                    ? Optional.of(ticket.header())
                    : Optional.empty();
        } catch (TokenFormatException e) {
            return Optional.empty();
        }
    }
}
