package org.adcache.kerberos.negotiate;

import java.util.Optional;

/** What a client sends after {@code Negotiate} (RFC 4559). */
public sealed interface NegotiateToken {
    /** Kerberos, alone or within SPNEGO. */
    final class Ticket implements NegotiateToken {
        private final TicketHeader header;
        private final byte[] kerberos;
        private final ReplyFrame frame;

        Ticket(TicketHeader header, byte[] kerberos, ReplyFrame frame) {
            this.header = header;
            this.kerberos = kerberos;
            this.frame = frame;
        }

        public TicketHeader header() {
            return header;
        }

        /** The token of Kerberos alone. */
        public byte[] kerberos() {
            return kerberos.clone();
        }

        /** The answer to the client, around that of Kerberos, if there is any. */
        public Optional<byte[]> reply(Optional<byte[]> ofKerberos) {
            return frame.accepted(ofKerberos);
        }
    }

    /** SPNEGO that offers Kerberos, but not first, so that the ticket comes with the next token. */
    record KerberosLater(ReplyFrame frame) implements NegotiateToken {
        /** The answer that asks for the ticket. */
        public byte[] reply() {
            return frame.incomplete();
        }
    }

    /** NTLM, or SPNEGO that offers no Kerberos. */
    record NoKerberos() implements NegotiateToken {}

    /**
     * Parses a token; bad input only ever causes a {@link TokenFormatException}.
     *
     * @throws TokenFormatException if it is none of these
     */
    static NegotiateToken parse(byte[] token) throws TokenFormatException {
        return NegotiateTokenParser.parse(token);
    }
}
