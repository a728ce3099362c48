package org.adcache.kerberos.negotiate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.OptionalLong;
import org.adcache.kerberos.EncryptionType;
import org.adcache.testing.Der;
import org.adcache.testing.ForgedTicket;
import org.adcache.testing.TestKeytab;
import org.junit.jupiter.api.Test;

class NegotiateTokenTest {
    private final ForgedTicket ticket = new ForgedTicket(TestKeytab.entry("HTTP/gw.corp.example@CORP.EXAMPLE", 3));

    @Test
    void readsServiceTypeAndVersionOfATicket() throws Exception {
        TicketHeader header = header(ticket.token());

        assertThat(header.principal()).isEqualTo("HTTP/gw.corp.example@CORP.EXAMPLE");
        assertThat(header.encryptionType()).isEqualTo(new EncryptionType(18));
        assertThat(header.keyVersion()).isEqualTo(OptionalLong.of(3));
        assertThat(header(ticket.version(4_294_967_295L).token()).keyVersion())
                .isEqualTo(OptionalLong.of(4_294_967_295L));
    }

    @Test
    void findsTheSameAuthenticatorHoweverItIsWrapped() throws Exception {
        byte[] token = ticket.kerberosToken();
        String sha256 = header(token).authenticatorSha256();

        assertThat(header(ForgedTicket.offer(token, ForgedTicket.KERBEROS)).authenticatorSha256())
                .isEqualTo(sha256);
        assertThat(header(ForgedTicket.offer(token, ForgedTicket.MS_KERBEROS, ForgedTicket.NTLM))
                        .authenticatorSha256())
                .isEqualTo(sha256);
        assertThat(header(ForgedTicket.later(token)).authenticatorSha256()).isEqualTo(sha256);
        assertThat(header(ticket.kerberosToken()).authenticatorSha256()).isNotEqualTo(sha256);
    }

    @Test
    void escapesTheNameAsAKeytabDoes() throws Exception {
        ForgedTicket strange = new ForgedTicket(TestKeytab.entry("a@b/c\\d@CORP.EXAMPLE"));

        assertThat(header(strange.token()).principal()).isEqualTo("a\\@b/c\\\\d@CORP.EXAMPLE");
    }

    @Test
    void tellsTheKindsOfTokensApart() throws Exception {
        byte[] ntlm = "NTLMSSP\0…".getBytes(StandardCharsets.UTF_8);

        assertThat(NegotiateToken.parse(ntlm)).isInstanceOf(NegotiateToken.NoKerberos.class);
        assertThat(NegotiateToken.parse(ForgedTicket.offer(ntlm, ForgedTicket.NTLM)))
                .isInstanceOf(NegotiateToken.NoKerberos.class);
        assertThat(NegotiateToken.parse(ForgedTicket.later(ntlm))).isInstanceOf(NegotiateToken.NoKerberos.class);
        assertThat(NegotiateToken.parse(ForgedTicket.offer(ntlm, ForgedTicket.NTLM, ForgedTicket.KERBEROS)))
                .isInstanceOf(NegotiateToken.KerberosLater.class);
    }

    @Test
    void refusesEveryCutAndEveryAddition() {
        for (byte[] token : new byte[][] {ticket.kerberosToken(), ticket.token()}) {
            for (int length = 0; length < token.length; length++) {
                assertRefused(Arrays.copyOf(token, length));
            }
            assertRefused(Arrays.copyOf(token, token.length + 1));
        }
    }

    @Test
    void refusesALengthThatJgssWouldReadOtherwise() {
        byte[] mechanism = Der.identifier(ForgedTicket.KERBEROS);

        assertRefused(Der.concatenated(new byte[] {0x60, (byte) 0x80}, mechanism));
        assertRefused(Der.concatenated(new byte[] {0x60, (byte) 0x81, (byte) mechanism.length}, mechanism));
        assertRefused(new byte[] {0x60, (byte) 0x84, 0x7F, -1, -1, -1});
        assertRefused(ForgedTicket.offer(ticket.kerberosToken()));
    }

    @Test
    void refusesDeeplyNestedValues() {
        byte[] nested = new byte[0];
        for (int i = 0; i < 10_000; i++) {
            nested = Der.value(0x60, nested);
        }
        assertRefused(nested);
    }

    private static TicketHeader header(byte[] token) throws TokenFormatException {
        return ((NegotiateToken.Ticket) NegotiateToken.parse(token)).header();
    }

    private static void assertRefused(byte[] token) {
        assertThatThrownBy(() -> NegotiateToken.parse(token)).isInstanceOf(TokenFormatException.class);
    }
}
