package org.adcache.auth.sso;

import java.util.Optional;

/** Result of one token of a client; a refusal is a {@code ProblemException} instead. */
public sealed interface SignInResult {
    /**
     * The client is signed in.
     *
     * @param reply for the client, after {@code Negotiate}
     */
    record Complete(Person person, Optional<byte[]> reply) implements SignInResult {}

    /** The client offers Kerberos and has to send another token, with its ticket. Nothing is kept until then. */
    final class Continue implements SignInResult {
        private final byte[] reply;

        Continue(byte[] reply) {
            this.reply = reply;
        }

        /** For the client, after {@code Negotiate}. */
        public byte[] reply() {
            return reply.clone();
        }
    }

    /** Nobody can sign in this way now; the ticket wasn't used. */
    record Unavailable(Admission.Unavailable reason) implements SignInResult {}
}
