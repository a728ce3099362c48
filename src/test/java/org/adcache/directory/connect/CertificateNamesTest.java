package org.adcache.directory.connect;

import static org.assertj.core.api.Assertions.assertThat;

import org.adcache.directory.CertificateFiles;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CertificateNamesTest {
    @ParameterizedTest
    @CsvSource({
        "good, dc1.corp.example, true",
        "good, DC1.Corp.Example, true",
        "good, dc2.corp.example, false",
        "common-name, dc1.corp.example, false",
        "common-name, dc2.corp.example, true",
        "only-common-name, dc1.corp.example, true",
        "wildcard, dc1.corp.example, true",
        "wildcard, corp.example, false",
        "wildcard, a.dc1.corp.example, false",
        "wildcard, .corp.example, false"
    })
    void takesTheCommonNameOnlyWhereThereAreNoDnsNames(String file, String host, boolean allowed) throws Exception {
        assertThat(CertificateNames.allow(host, CertificateFiles.read("chains/" + file)))
                .isEqualTo(allowed);
    }
}
