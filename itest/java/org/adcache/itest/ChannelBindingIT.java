package org.adcache.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** A controller that accepts a bind over TLS only with a channel binding. */
@ExtendWith(StrictSamba.class)
class ChannelBindingIT {
    private final SambaDomain domain;

    ChannelBindingIT(SambaDomain domain) {
        this.domain = domain;
    }

    @ParameterizedTest
    @CsvSource({"here, ldaps", "here, starttls", "25, ldaps", "25, starttls"})
    void bindsWithChannelBinding(String jdk, String mode, @TempDir Path folder) {
        TestConfig config = TestConfig.ldaps(domain, folder.resolve("data")).with("tls.mode", mode);
        try (AdcacheProcess adcache = start(jdk, config).awaitSynced()) {
            assertThat(adcache.client().connection().path("server").asString())
                    .isEqualTo(domain.name().host("dc1") + (mode.equals("ldaps") ? ":636" : ":389"));
            assertThat(adcache.client().lookup(DirectoryTruth.read(domain).guids(), "guid"))
                    .hasSizeGreaterThan(StrictSamba.PEOPLE)
                    .allMatch(result -> result.path("found").asBoolean());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ldaps", "starttls"})
    void isRefusedWithout(String mode, @TempDir Path folder) {
        TestConfig config = TestConfig.ldaps(domain, folder.resolve("data"))
                .with("tls.mode", mode)
                .with("tls.channel-binding", "off");
        try (AdcacheProcess adcache = AdcacheProcess.start(domain, config)) {
            Deadline.await(
                    "the status names an error",
                    Duration.ofMinutes(1),
                    adcache::quote,
                    () -> adcache.client().connection().hasNonNull("lastError"));
            JsonNode error = adcache.client().connection().path("lastError");
            assertThat(error.path("type").asString()).isEqualTo("ldap-channel-binding");
            assertThat(error.path("detail").asString()).contains(domain.name().host("dc1"));
            assertThat(error.path("remedy").asString()).contains("tls.channel-binding");
            assertThat(adcache.client().connection().hasNonNull("lastSuccess")).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ldaps", "starttls"})
    void theDoctorNamesWhatIsMissing(String mode, @TempDir Path folder) {
        TestConfig config = TestConfig.ldaps(domain, folder.resolve("data")).with("tls.mode", mode);
        Diagnosis without = Diagnosis.of(
                config.with("tls.channel-binding", "off"), domain.namespace().prefix());
        assertThat(without.code()).as(without.output()).isEqualTo("ldap-channel-binding");
        assertThat(without.exit()).isEqualTo(1);
        Diagnosis with = Diagnosis.of(config, domain.namespace().prefix());
        assertThat(with.code()).as(with.output()).isEqualTo("nothing");
        assertThat(with.exit()).as(with.output()).isZero();
    }

    /** Starts the service on the JDK that runs the test, or on one of the other Debian's. */
    private AdcacheProcess start(String jdk, TestConfig config) {
        if (jdk.equals("here")) {
            return AdcacheProcess.start(domain, config);
        }
        DebianTree tree = DebianTree.trixie();
        String home = tree.jdk(Integer.parseInt(jdk)).toString();
        return AdcacheProcess.start(domain.namespace(), config, tree.prefix(), Map.of("JAVA_HOME", home));
    }
}
