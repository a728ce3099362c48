package org.adcache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class ServiceThreadsTest {
    private final ServiceThreads threads = new ServiceThreads();

    @AfterEach
    void close() {
        MDC.clear();
        threads.close();
    }

    private String idInTheLog() throws Exception {
        return threads.workers()
                .submit(() -> String.valueOf(MDC.get("requestId")))
                .get(10, TimeUnit.SECONDS);
    }

    @Test
    void aWorkerLogsTheIdsOfTheRequestThatStartedItsTaskAndOfNoOther() throws Exception {
        MDC.put("requestId", "mail-17");
        assertThat(idInTheLog()).isEqualTo("mail-17");
        MDC.clear();
        for (int i = 0; i < 3; i++) {
            assertThat(idInTheLog()).isEqualTo("null");
        }
    }
}
