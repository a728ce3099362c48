package org.adcache.auth.sso;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.PrivilegedExceptionAction;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import javax.security.auth.Subject;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;
import org.adcache.account.ProblemType;
import org.adcache.kerberos.ServiceKeys;
import org.adcache.kerberos.negotiate.NegotiateToken;
import org.adcache.testing.ForgedTicket;
import org.adcache.testing.TestClock;
import org.adcache.testing.TestKeytab;
import org.ietf.jgss.GSSContext;
import org.ietf.jgss.GSSException;
import org.ietf.jgss.GSSManager;
import org.ietf.jgss.GSSName;
import org.ietf.jgss.Oid;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpnegoAcceptorTest {
    private static final String GATEWAY = "HTTP/gw.corp.example@CORP.EXAMPLE";

    private final TestKeytab.Entry gateway = TestKeytab.entry(GATEWAY);
    private final TestKeytab.Entry mail = TestKeytab.entry("HTTP/mail.corp.example@CORP.EXAMPLE");
    private final TestKeytab.Entry lab = TestKeytab.entry("HTTP/gw.lab.example@LAB.EXAMPLE");

    @TempDir
    Path folder;

    private SpnegoAcceptor acceptor;

    @BeforeEach
    void open() {
        TestKeytab.write(folder.resolve("http.keytab"), gateway, mail, lab);
        acceptor = acceptor(Optional.empty());
    }

    private SpnegoAcceptor acceptor(Optional<String> principal) {
        Clock clock = Clock.systemUTC();
        return new SpnegoAcceptor(
                new ServiceKeys(folder.resolve("http.keytab"), principal, clock), ReplayCache.open(folder, clock));
    }

    @Test
    void acceptsEveryServiceOfTheKeytabInEveryRealm() throws Exception {
        assertThat(principal(new ForgedTicket(gateway).token())).isEqualTo("jo@CORP.EXAMPLE");
        assertThat(principal(new ForgedTicket(mail).token())).isEqualTo("jo@CORP.EXAMPLE");
        assertThat(principal(new ForgedTicket(lab).client("al", "LAB.EXAMPLE").token()))
                .isEqualTo("al@LAB.EXAMPLE");
    }

    @Test
    void keepsTheRealmOfAClientFromAnotherOne() throws Exception {
        assertThat(principal(
                        new ForgedTicket(gateway).client("jo", "LAB.EXAMPLE").token()))
                .isEqualTo("jo@LAB.EXAMPLE");
    }

    @Test
    void acceptsAServiceInAnotherCaseAsActiveDirectoryIssuesIt() throws Exception {
        TestKeytab.Entry typed = new TestKeytab.Entry("http/GW.corp.example@CORP.EXAMPLE", 3, 18, gateway.key());

        assertThat(principal(new ForgedTicket(typed).token())).isEqualTo("jo@CORP.EXAMPLE");
    }

    @Test
    void acceptsKerberosWithoutSpnego() throws Exception {
        assertThat(principal(new ForgedTicket(gateway).kerberosToken())).isEqualTo("jo@CORP.EXAMPLE");
    }

    @Test
    void acceptsOneServiceOnlyIfSoConfigured() throws Exception {
        acceptor = acceptor(Optional.of("HTTP/mail.corp.example"));

        assertThat(principal(new ForgedTicket(mail).token())).isEqualTo("jo@CORP.EXAMPLE");
        assertThat(refusal(new ForgedTicket(gateway).token()).type()).isEqualTo(ProblemType.SSO_FOREIGN_TICKET);
    }

    @ParameterizedTest
    @ValueSource(ints = {4_000, 47_000})
    void acceptsTheTicketOfAPersonWithManyGroups(int size) throws Exception {
        assertThat(principal(new ForgedTicket(gateway).authorization(size).token()))
                .isEqualTo("jo@CORP.EXAMPLE");
    }

    @Test
    void answersAClientThatAuthenticatesTheService() throws Exception {
        ForgedTicket ticket = new ForgedTicket(gateway);
        Subject client = ticket.subject();
        GSSContext initiator = Subject.doAs(client, (PrivilegedExceptionAction<GSSContext>) () -> {
            GSSManager manager = GSSManager.getInstance();
            GSSName service = manager.createName(GATEWAY, new Oid("1.2.840.113554.1.2.2.1"));
            GSSContext context = manager.createContext(service, new Oid("1.3.6.1.5.5.2"), null, 3600);
            context.requestMutualAuth(true);
            return context;
        });
        byte[] token = Subject.doAs(
                client, (PrivilegedExceptionAction<byte[]>) () -> initiator.initSecContext(new byte[0], 0, 0));

        SpnegoAcceptor.Step.Established step = (SpnegoAcceptor.Step.Established) acceptor.accept(token);
        byte[] reply = step.reply().orElseThrow();
        Subject.doAs(
                client, (PrivilegedExceptionAction<byte[]>) () -> initiator.initSecContext(reply, 0, reply.length));

        assertThat(initiator.isEstablished()).isTrue();
        assertThat(step.principal()).hasToString("jo@CORP.EXAMPLE");
    }

    @Test
    void asksForTheTicketOfAClientThatOffersNegoExFirst() throws Exception {
        byte[] first = ForgedTicket.offer(
                "NEGOEXTS".getBytes(StandardCharsets.US_ASCII),
                ForgedTicket.NEGOEX,
                ForgedTicket.MS_KERBEROS,
                ForgedTicket.KERBEROS);

        byte[] reply = ((SpnegoAcceptor.Step.Incomplete) acceptor.accept(first))
                .result()
                .reply();

        assertThat(HexFormat.of().formatHex(reply))
                .as("accept-incomplete, and the mechanism that was offered first")
                .isEqualTo("a1143012" + "a0030a0101" + "a10b0609" + ForgedTicket.MS_KERBEROS);
        assertThat(principal(ForgedTicket.later(new ForgedTicket(gateway).kerberosToken())))
                .isEqualTo("jo@CORP.EXAMPLE");
    }

    @Test
    void refusesATokenThatItHasSeen() throws Exception {
        byte[] token = new ForgedTicket(gateway).token();
        acceptor.accept(token);

        assertThat(refusal(token).type()).isEqualTo(ProblemType.SSO_REPLAY);
    }

    @Test
    void refusesATokenThatWasUsedBeforeARestartHoweverItIsWrapped() throws Exception {
        ForgedTicket ticket = new ForgedTicket(gateway);
        byte[] token = ticket.kerberosToken();
        use(token);

        assertThat(refusal(token).type()).isEqualTo(ProblemType.SSO_REPLAY);
        byte[] other = ticket.kerberosToken();
        use(other);
        assertThat(refusal(ForgedTicket.offer(other, ForgedTicket.KERBEROS)).type())
                .isEqualTo(ProblemType.SSO_REPLAY);
    }

    /** Records a token as a process before this one did, of which JGSS in this process knows nothing. */
    private void use(byte[] token) throws Exception {
        var ticket = (NegotiateToken.Ticket) NegotiateToken.parse(token);
        ReplayCache.open(folder, Clock.systemUTC()).use(ticket.header().authenticatorSha256());
        acceptor = acceptor(Optional.empty());
    }

    @Test
    void refusesATicketForAServiceThatIsNotInTheKeytab() {
        TestKeytab.Entry alias = new TestKeytab.Entry("HTTP/alias.corp.example@CORP.EXAMPLE", 3, 18, gateway.key());
        TestKeytab.Entry realm = new TestKeytab.Entry("HTTP/gw.corp.example@LAB.EXAMPLE", 3, 18, gateway.key());

        assertThat(refusal(new ForgedTicket(alias).token()))
                .satisfies(problem -> assertThat(problem.type()).isEqualTo(ProblemType.SSO_FOREIGN_TICKET))
                .satisfies(problem -> assertThat(problem.detail()).contains("HTTP/alias.corp.example@CORP.EXAMPLE"));
        assertThat(refusal(new ForgedTicket(realm).token()).type()).isEqualTo(ProblemType.SSO_FOREIGN_TICKET);
    }

    @Test
    void refusesAnExpiredTicket() {
        Instant now = Instant.now();

        assertThat(refusal(new ForgedTicket(gateway)
                                .valid(now.minus(Duration.ofHours(10)), now.minus(Duration.ofMinutes(6)))
                                .token())
                        .type())
                .isEqualTo(ProblemType.SSO_EXPIRED);
    }

    @ParameterizedTest
    @ValueSource(ints = {-6, 6})
    void refusesAClockThatIsOffByMoreThanFiveMinutes(int minutes) {
        Instant theirs = Instant.now().plus(Duration.ofMinutes(minutes));

        assertThat(refusal(new ForgedTicket(gateway).authenticated(theirs).token())
                        .type())
                .isEqualTo(ProblemType.SSO_CLOCK);
    }

    @ParameterizedTest
    @ValueSource(ints = {-4, 4})
    void acceptsAClockThatIsOffByLess(int minutes) throws Exception {
        Instant theirs = Instant.now().plus(Duration.ofMinutes(minutes));

        assertThat(principal(new ForgedTicket(gateway).authenticated(theirs).token()))
                .isEqualTo("jo@CORP.EXAMPLE");
    }

    @Test
    void refusesATicketThatIsNotValidYet() {
        Instant later = Instant.now().plus(Duration.ofMinutes(6));

        assertThat(refusal(new ForgedTicket(gateway)
                                .valid(later, later.plusSeconds(3600))
                                .token())
                        .type())
                .isEqualTo(ProblemType.SSO_CLOCK);
    }

    @Test
    void refusesATicketOfAnotherVersionOfTheKey() {
        TestKeytab.Entry renewed = TestKeytab.entry(GATEWAY, 4);

        assertThat(refusal(new ForgedTicket(renewed).token()))
                .satisfies(problem -> assertThat(problem.type()).isEqualTo(ProblemType.SSO_KEY_VERSION))
                .satisfies(problem -> assertThat(problem.detail()).contains("version 4"));
    }

    @Test
    void refusesATicketOfAnotherAccountWithTheSameService() {
        TestKeytab.Entry moved = TestKeytab.entry(GATEWAY, gateway.version());

        assertThat(refusal(new ForgedTicket(moved).token()))
                .satisfies(problem -> assertThat(problem.type()).isEqualTo(ProblemType.SSO_KEY_VERSION))
                .satisfies(problem -> assertThat(problem.detail()).contains("although its version is right"));
    }

    @Test
    void acceptsTheRightKeyUnderAWrongVersionAsKtpassWritesIt() throws Exception {
        assertThat(principal(new ForgedTicket(gateway).version(7).token())).isEqualTo("jo@CORP.EXAMPLE");
    }

    @Test
    void acceptsThePreviousAndTheCurrentKey() throws Exception {
        TestKeytab.Entry renewed = TestKeytab.entry(GATEWAY, 4);
        TestKeytab.write(folder.resolve("http.keytab"), gateway, renewed);
        acceptor = acceptor(Optional.empty());

        assertThat(principal(new ForgedTicket(gateway).token())).isEqualTo("jo@CORP.EXAMPLE");
        assertThat(principal(new ForgedTicket(renewed).token())).isEqualTo("jo@CORP.EXAMPLE");
    }

    @Test
    void refusesRc4AndATypeWithoutAKey() {
        assertThat(refusal(new ForgedTicket(gateway).type(23).token()).type()).isEqualTo(ProblemType.SSO_RC4);
        assertThat(refusal(new ForgedTicket(gateway).type(17).token()))
                .satisfies(problem -> assertThat(problem.type()).isEqualTo(ProblemType.SSO_KEY_VERSION))
                .satisfies(problem -> assertThat(problem.detail()).contains("aes128-cts-hmac-sha1-96"));
    }

    @Test
    void tellsNtlmFromGarbage() {
        byte[] ntlm = "NTLMSSP\0\1\0\0\0".getBytes(StandardCharsets.ISO_8859_1);

        assertThat(refusal(ntlm).type()).isEqualTo(ProblemType.SSO_NTLM);
        assertThat(refusal(ForgedTicket.offer(ntlm, ForgedTicket.NTLM)).type()).isEqualTo(ProblemType.SSO_NTLM);
        assertThat(refusal(ForgedTicket.offer(ntlm, ForgedTicket.NEGOEX, ForgedTicket.NTLM))
                        .type())
                .isEqualTo(ProblemType.SSO_NTLM);
        assertThat(refusal(ForgedTicket.offer(ntlm, ForgedTicket.KERBEROS, ForgedTicket.NTLM))
                        .type())
                .isEqualTo(ProblemType.SSO_NTLM);
    }

    @Test
    void refusesWhatIsNoToken() {
        byte[] token = new ForgedTicket(gateway).token();
        byte[] changed = token.clone();
        changed[changed.length - 1] ^= 1;

        assertThat(refusal(new byte[0]).type()).isEqualTo(ProblemType.SSO_TOKEN_INVALID);
        assertThat(refusal(new byte[65_000]).type()).isEqualTo(ProblemType.SSO_TOKEN_INVALID);
        assertThat(refusal("hello".getBytes(StandardCharsets.UTF_8)).type()).isEqualTo(ProblemType.SSO_TOKEN_INVALID);
        assertThat(refusal(Arrays.copyOf(token, token.length - 1)).type()).isEqualTo(ProblemType.SSO_TOKEN_INVALID);
        assertThat(refusal(Arrays.copyOf(token, 64_000)).type()).isEqualTo(ProblemType.SSO_TOKEN_INVALID);
        assertThat(refusal(new ForgedTicket(gateway).authorization(70_000).token())
                        .type())
                .isEqualTo(ProblemType.SSO_TOKEN_INVALID);
        assertThat(refusal(changed).type()).isNotEqualTo(ProblemType.SSO_REPLAY);
    }

    @Test
    void usesAReplacedKeytabAndKeepsTheOneBeforeABrokenOne() throws Exception {
        TestClock clock = new TestClock();
        ServiceKeys keys = new ServiceKeys(folder.resolve("http.keytab"), Optional.empty(), clock);
        acceptor = new SpnegoAcceptor(keys, ReplayCache.open(folder, clock));
        assertThat(principal(new ForgedTicket(gateway).token())).isEqualTo("jo@CORP.EXAMPLE");
        TestKeytab.Entry renewed = TestKeytab.entry(GATEWAY, 4);
        TestKeytab.write(folder.resolve("http.keytab"), renewed);

        clock.advance(Duration.ofSeconds(1));
        assertThat(principal(new ForgedTicket(renewed).token())).isEqualTo("jo@CORP.EXAMPLE");
        assertThat(refusal(new ForgedTicket(gateway).token()).type()).isEqualTo(ProblemType.SSO_KEY_VERSION);
        TestKeytab.write(folder.resolve("http.keytab"));
        clock.advance(Duration.ofSeconds(1));
        assertThat(principal(new ForgedTicket(renewed).token())).isEqualTo("jo@CORP.EXAMPLE");
        assertThat(keys.damage()).map(Problem::type).contains(ProblemType.KEYTAB_EMPTY);
    }

    @Test
    void saysThatItHasNoKeys() {
        Clock clock = Clock.systemUTC();
        acceptor = new SpnegoAcceptor(
                new ServiceKeys(folder.resolve("none.keytab"), Optional.empty(), clock),
                ReplayCache.open(folder, clock));

        assertThat(refusal(new ForgedTicket(gateway).token()).type()).isEqualTo(ProblemType.SSO_UNAVAILABLE);
    }

    private String principal(byte[] token) throws ProblemException, GSSException {
        return ((SpnegoAcceptor.Step.Established) acceptor.accept(token))
                .principal()
                .toString();
    }

    private Problem refusal(byte[] token) {
        return refusal(() -> acceptor.accept(token));
    }

    private interface Acceptance {
        Object accept() throws ProblemException;
    }

    private static Problem refusal(Acceptance acceptance) {
        ProblemException thrown = catchThrowableOfType(ProblemException.class, acceptance::accept);
        assertThat(thrown).isNotNull();
        return thrown.problem();
    }
}
