package org.adcache;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.adcache.account.ProblemException;
import org.adcache.auth.Callers;
import org.adcache.config.AdcacheConfig;
import org.adcache.http.HttpConfig;
import org.adcache.lookup.LookupConfig;
import org.adcache.store.StoreConfig;
import org.adcache.store.file.DataFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceTest {
    @TempDir
    Path folder;

    @Test
    void releasesTheDataFolderWhenItCannotListen() throws Exception {
        try (ServerSocket busy = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            AdcacheConfig config = config(busy.getLocalPort());

            assertThatThrownBy(() -> Service.start(config, Callers.ON_THIS_MACHINE, Clock.systemUTC()))
                    .isInstanceOf(ProblemException.class)
                    .hasMessageContaining(Integer.toString(busy.getLocalPort()));
        }
        assertThatCode(() -> DataFolder.open(folder).close()).doesNotThrowAnyException();
    }

    private AdcacheConfig config(int port) {
        return new AdcacheConfig(
                new StoreConfig(folder, Optional.empty()),
                new LookupConfig(Duration.ofHours(24), Optional.empty(), Map.of()),
                new HttpConfig("127.0.0.1", port, Optional.empty()),
                List.of());
    }
}
