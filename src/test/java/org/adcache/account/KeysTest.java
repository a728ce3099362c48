package org.adcache.account;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.lang.UCharacter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeysTest {
    @Test
    void foldsEveryCodePointIntoTheClassesOfUnicodeSimpleCaseFolding() {
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            // The JDK may implement an older Unicode version than ICU, so only characters that it knows are compared.
            if (Character.isDefined(c) && Character.isDefined(UCharacter.foldCase(c, true))) {
                assertThat(CaseFolding.fold(c))
                        .as("U+%04X", c)
                        .isEqualTo(CaseFolding.fold(UCharacter.foldCase(c, true)));
            }
        }
        assertThat(CaseFolding.fold("Iİıi")).isEqualTo("iİıi");
        assertThat(CaseFolding.fold("ÉLÈVE ΟΔΥΣΣΕΎΣ")).isEqualTo("élève οδυσσεύσ");
        assertThat(CaseFolding.fold("𐐀x")).isEqualTo("𐐨x");
    }

    @ParameterizedTest
    @CsvSource({
        "John.Smith@Example.COM, john.smith@example.com",
        "' jo@example.com ', jo@example.com",
        "jo@Bücher.example, jo@xn--bcher-kva.example",
        "jo@xn--bcher-kva.example, jo@xn--bcher-kva.example",
        "jo@BU\u0308CHER.example, jo@xn--bcher-kva.example",
        "jo@straße.example, jo@xn--strae-oqa.example",
        "MÜLLER@example.com, müller@example.com",
        "jo@under_score.example, jo@under_score.example",
        "'o''brien+tag@example.com', 'o''brien+tag@example.com'"
    })
    void comparesAddressesByFoldedLocalPartAndAsciiDomain(String text, String key) {
        assertThat(MailAddress.parse(text).orElseThrow().key()).isEqualTo(key);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "@", "jo", "jo@", "@example.com", "a@b@c", "jo smith@example.com", "jo@exa\tmple.com"})
    void ignoresWhatIsNoAddress(String text) {
        assertThat(MailAddress.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CN=Doe\\, John,OU=Sales,DC=corp,DC=example | cn=doe\\, john,ou=sales,dc=corp,dc=example",
                "cn=doe\\2C john , ou = SALES,dc=CORP,dc=example | cn=doe\\, john,ou=sales,dc=corp,dc=example",
                "CN=\\ Lead\\ ,DC=x | cn=lead,dc=x",
                "CN=a  b,DC=x | cn=a b,dc=x",
                "CN=a\\+b\\=c\\\\d\\\"e\\<f\\>\\3B\\#,DC=x | cn=a\\+b\\=c\\\\d\"e<f>;#,dc=x",
                "OU=b+CN=a,DC=x | cn=a+ou=b,dc=x",
                "CN=Müller \\F0\\9F\\98\\80,DC=x | cn=müller \uD83D\uDE00,dc=x"
            })
    void comparesDistinguishedNamesAfterNormalisation(String text, String key) {
        assertThat(new DistinguishedName(text).key()).isEqualTo(key);
        assertThat(DistinguishedName.keyOf(text)).contains(key);
    }

    @Test
    void walksUpTheContainersOfADistinguishedName() {
        String key = "cn=doe\\, j\\\\,ou=a,dc=x";
        assertThat(DistinguishedName.parentKey(key)).contains("ou=a,dc=x");
        assertThat(DistinguishedName.parentKey("ou=a,dc=x")).contains("dc=x");
        assertThat(DistinguishedName.parentKey("dc=x")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "jsmith", "CN=", "CORP\\jsmith", "a=b,c"})
    void hasNoKeyForWhatIsNoDistinguishedName(String text) {
        assertThat(DistinguishedName.keyOf(text).filter(key -> !key.equals("cn=")))
                .isEmpty();
    }

    @Test
    void takesTheSuffixAfterTheLastAt() {
        assertThat(UpnSuffix.of("a@b@Corp.Example")).contains(new UpnSuffix("Corp.Example"));
        assertThat(UpnSuffix.of("nobody")).isEmpty();
        assertThat(UpnSuffix.of("nobody@")).isEmpty();
        assertThat(new UpnSuffix("Corp.Example").key()).isEqualTo("corp.example");
        assertThat(AccountName.keyOf(" JSmith ")).isEqualTo("jsmith");
    }
}
