package org.adcache.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CredentialsTest {
    @Test
    void areNotPrintedByAccident() {
        Credentials credentials = new Credentials(
                Optional.of("Bearer adc_secret"),
                Optional.of("session=secret"),
                List.of(),
                Optional.of(InetAddress.getLoopbackAddress()),
                new PageOrigin(Optional.empty(), Optional.empty(), Optional.of("csrf-secret")));
        assertThat(credentials).hasToString("credentials from 127.0.0.1");
    }
}
