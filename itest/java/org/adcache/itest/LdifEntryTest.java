package org.adcache.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LdifEntryTest {
    @Test
    void readsPlainAndBase64ValuesInTheirOrderAndSkipsComments() {
        List<LdifEntry> entries = LdifEntry.parse("""
                dn:: Q049SsO8cmdlbg==
                cn:: SsO8cmdlbg==
                proxyAddresses: SMTP:a@b.example
                proxyAddresses: smtp:c: d@b.example

                # refldaps://corp.example.test/CN=Configuration

                dn: CN=x
                mail:
                """);
        assertThat(entries).extracting(LdifEntry::dn).containsExactly("CN=Jürgen", "CN=x");
        assertThat(entries.get(0).text("CN")).contains("Jürgen");
        assertThat(entries.get(0).texts("proxyaddresses")).containsExactly("SMTP:a@b.example", "smtp:c: d@b.example");
        assertThat(entries.get(1).text("mail")).contains("");
        assertThat(entries.get(1).text("cn")).isEmpty();
    }

    @Test
    void writesIdentifiersAsActiveDirectoryDoes() {
        LdifEntry entry = LdifEntry.parse("""
                        dn: CN=A
                        objectGUID:: Eite121FO0Ke8pl6LH8jtQ==
                        objectSid:: AQUAAAAAAAUVAAAA+cfzZJBksZKf4mvRARIAAA==
                        """).get(0);
        assertThat(entry.bytes("objectGUID").map(Identifiers::guid)).contains("d75e2b12-456d-423b-9ef2-997a2c7f23b5");
        assertThat(entry.bytes("objectSid").map(Identifiers::sid))
                .contains("S-1-5-21-1693698041-2461099152-3513508511-4609");
    }
}
