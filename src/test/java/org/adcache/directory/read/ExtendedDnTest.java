package org.adcache.directory.read;

import static org.assertj.core.api.Assertions.assertThat;

import org.adcache.account.ObjectGuid;
import org.adcache.account.ObjectSid;
import org.junit.jupiter.api.Test;

class ExtendedDnTest {
    private static final String GUID = "9829b7b6-3817-4f82-afe9-c36c1ece3b16";

    @Test
    void takesGuidAndSidOff() {
        ExtendedDn dn = ExtendedDn.parse("<GUID=" + GUID + ">;<SID=S-1-5-21-1-2-3-1104>;CN=Jo,DC=corp,DC=example");

        assertThat(dn.objectGuid()).isEqualTo(ObjectGuid.parse(GUID));
        assertThat(dn.objectSid()).isEqualTo(ObjectSid.parse("S-1-5-21-1-2-3-1104"));
        assertThat(dn.value()).isEqualTo("CN=Jo,DC=corp,DC=example");
    }

    @Test
    void managesWithoutASid() {
        ExtendedDn dn = ExtendedDn.parse("<GUID=" + GUID + ">;CN=Contact,DC=corp,DC=example");

        assertThat(dn.objectGuid()).isPresent();
        assertThat(dn.objectSid()).isEmpty();
        assertThat(dn.value()).isEqualTo("CN=Contact,DC=corp,DC=example");
    }

    @Test
    void keepsTheServersSpellingOfAnAwkwardName() {
        for (String name : new String[] {
            "CN=Doe\\, John \\\"JJ\\\" \\<x\\>\\3B \\# é,OU=Leute,DC=corp,DC=example",
            "CN=\\ leading and <GUID=x>;,DC=corp",
            "CN=x\\0ADEL:1,CN=Deleted Objects,DC=corp",
            "CN=محمد,DC=corp"
        }) {
            assertThat(ExtendedDn.parse("<GUID=" + GUID + ">;<SID=S-1-5-32-544>;" + name)
                            .value())
                    .isEqualTo(name);
            assertThat(ExtendedDn.parse(name).value()).isEqualTo(name);
            assertThat(ExtendedDn.parse(name).objectGuid()).isEmpty();
        }
    }

    @Test
    void survivesNonsense() {
        assertThat(ExtendedDn.parse("").value()).isEmpty();
        assertThat(ExtendedDn.parse("<GUID=").objectGuid()).isEmpty();
        assertThat(ExtendedDn.parse("<GUID=12>;CN=x").objectGuid()).isEmpty();
        assertThat(ExtendedDn.parse("<GUID=12>;CN=x").value()).isEqualTo("CN=x");
        assertThat(ExtendedDn.parse("<NEW=1>;<GUID=" + GUID + ">;CN=x").objectGuid())
                .isPresent();
    }

    @Test
    void asksForTheReadableForm() {
        assertThat(ExtendedDn.control().getOID()).isEqualTo("1.2.840.113556.1.4.529");
        assertThat(ExtendedDn.control().isCritical()).isTrue();
        assertThat(ExtendedDn.control().getValue().getValue()).containsExactly(0x30, 3, 2, 1, 1);
    }
}
