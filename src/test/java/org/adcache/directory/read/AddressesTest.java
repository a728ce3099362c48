package org.adcache.directory.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.adcache.account.MailAddress;
import org.junit.jupiter.api.Test;

class AddressesTest {
    private static final List<String> BOTH = List.of("mail", "proxyAddresses");

    @Test
    void takesTheUpperCaseProxyAddressAsPrimary() {
        assertThat(values(BOTH, "b@x.example", "smtp:z@x.example", "SMTP:c@x.example", "Smtp:a@x.example"))
                .containsExactly("c@x.example", "a@x.example", "b@x.example", "z@x.example");
    }

    @Test
    void fallsBackToMailThenToTheFirst() {
        assertThat(values(BOTH, "m@x.example", "smtp:a@x.example")).containsExactly("m@x.example", "a@x.example");
        assertThat(values(List.of("proxyAddresses", "mail"), "m@x.example", "smtp:a@x.example"))
                .containsExactly("m@x.example", "a@x.example");
        assertThat(values(BOTH, "", "smtp:b@x.example", "smtp:a@x.example"))
                .containsExactly("b@x.example", "a@x.example");
    }

    @Test
    void takesSeveralUpperCaseProxyAddressesForNone() {
        assertThat(values(BOTH, "other@x.example", "SMTP:b@x.example", "SMTP:a@x.example"))
                .first()
                .isEqualTo("other@x.example");
        assertThat(values(BOTH, "", "smtp:c@x.example", "SMTP:b@x.example", "SMTP:a@x.example"))
                .first()
                .isEqualTo("c@x.example");
    }

    @Test
    void leavesOutWhatIsNoMailWithoutCountingIt() {
        Addresses addresses = addresses(BOTH, "", "X500:/o=x/cn=a@b", "sip:jo@x.example", "x400:c=US", "EUM:1@x");

        assertThat(addresses.values()).isEmpty();
        assertThat(addresses.ignored()).isZero();
    }

    @Test
    void countsUnusableValues() {
        Addresses addresses =
                addresses(BOTH, "not an address", "SMTP:two@at@x.example", "smtp:@x.example", "smtp:ok@x.example");

        assertThat(addresses.values()).extracting(MailAddress::value).containsExactly("ok@x.example");
        assertThat(addresses.ignored()).isEqualTo(3);
    }

    @Test
    void namesEachAddressOnceInThePrimarysSpelling() {
        assertThat(values(
                        BOTH,
                        "Jo@X.example",
                        "smtp:JO@x.example",
                        "SMTP:jo@bücher.example",
                        "smtp:jo@xn--bcher-kva.example"))
                .containsExactly("jo@bücher.example", "Jo@X.example");
    }

    @Test
    void readsOnlyTheConfiguredAttributes() {
        assertThat(values(List.of("mail"), "m@x.example", "SMTP:a@x.example")).containsExactly("m@x.example");
        assertThat(values(List.of("proxyAddresses"), "m@x.example", "SMTP:a@x.example"))
                .containsExactly("a@x.example");
    }

    private static List<String> values(List<String> attributes, String mail, String... proxyAddresses) {
        return addresses(attributes, mail, proxyAddresses).values().stream()
                .map(MailAddress::value)
                .toList();
    }

    private static Addresses addresses(List<String> attributes, String mail, String... proxyAddresses) {
        Map<String, List<String>> entry =
                Map.of("mail", mail.isEmpty() ? List.of() : List.of(mail), "proxyAddresses", List.of(proxyAddresses));
        return Addresses.of(attributes, name -> entry.getOrDefault(name, List.of()), (attribute, value) -> {});
    }
}
