package org.adcache.http.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.adcache.auth.RequiredScope;
import org.adcache.http.BufferedResponse;
import org.adcache.http.Route;
import org.adcache.http.RouteHandler;
import org.assertj.core.data.Offset;
import org.eclipse.jetty.http.HttpMethod;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestMetricsTest {
    private static final RouteHandler QUERY = RouteHandler.forQuery(query -> BufferedResponse.ok(new byte[0]));
    private static final RouteHandler EXCHANGE =
            RouteHandler.forExchange((context, caller) -> BufferedResponse.ok(new byte[0]));

    private final RequestMetrics metrics = new RequestMetrics();

    @ParameterizedTest
    @CsvSource({
        "200, FOUND", "204, FOUND", "304, FOUND", "400, INVALID", "401, DENIED", "403, DENIED", "404, NOT_FOUND",
        "405, INVALID", "409, INVALID", "413, INVALID", "422, INVALID", "429, LIMITED", "500, FAILED", "501, FAILED",
        "503, UNKNOWN"
    })
    void namesTheResultOfAStatus(int status, RequestResult result) {
        assertThat(RequestResult.of(status, RequestResult.FOUND)).isEqualTo(result);
    }

    @Test
    void aLookupThatAnswersHasFoundSomething() {
        RouteMetrics lookup = metrics.of(new Route(HttpMethod.GET, "/v1/lookup", RequiredScope.LOOKUP, QUERY));
        lookup.count(200, 1);
        lookup.count(404, 1);
        assertThat(lookup.reading().requests())
                .containsEntry(RequestResult.FOUND, 1L)
                .containsEntry(RequestResult.NOT_FOUND, 1L)
                .containsEntry(RequestResult.OK, 0L);
    }

    @Test
    void aSuggestionThatAnswersIsOk() {
        RouteMetrics suggest = metrics.of(new Route(HttpMethod.GET, "/v1/suggest", RequiredScope.SUGGEST, QUERY));
        suggest.count(200, 1);
        assertThat(suggest.reading().requests()).containsEntry(RequestResult.OK, 1L);
    }

    @Test
    void timesQuestionsOnly() {
        RouteMetrics status = metrics.of(new Route(HttpMethod.GET, "/v1/status", RequiredScope.ADMIN, EXCHANGE));
        status.count(200, 1);
        assertThat(status.reading().latency()).isEmpty();
        assertThat(status.reading().requests()).containsEntry(RequestResult.OK, 1L);
    }

    @Test
    void aRouteIsCountedOnceHoweverOftenItIsAskedFor() {
        Route route = new Route(HttpMethod.GET, "/v1/lookup", RequiredScope.LOOKUP, QUERY);
        assertThat(metrics.of(route)).isSameAs(metrics.of(route));
        assertThat(metrics.readings())
                .extracting(RouteMetrics.Reading::path)
                .containsExactly("/v1/lookup", metrics.unrouted().path());
    }

    @Test
    void putsALatencyIntoTheFirstBucketThatHoldsIt() {
        LatencyHistogram histogram = new LatencyHistogram();
        for (long micros : List.of(1L, 10L, 11L, 999L, 1_000_000L, 1_000_001L)) {
            histogram.record(micros * 1_000);
        }
        LatencyReading reading = histogram.reading();
        assertThat(reading.bounds()).hasSameSizeAs(reading.counts()).isSorted().startsWith(1e-5, 2e-5, 5e-5);
        assertThat(reading.bounds()).endsWith(1.0, Double.POSITIVE_INFINITY);
        assertThat(count(reading, 1e-5)).isEqualTo(2);
        assertThat(count(reading, 2e-5)).isEqualTo(1);
        assertThat(count(reading, 1e-3)).isEqualTo(1);
        assertThat(count(reading, 1.0)).isEqualTo(1);
        assertThat(count(reading, Double.POSITIVE_INFINITY)).isEqualTo(1);
        assertThat(reading.sum()).isEqualTo(2.001022, Offset.offset(1e-9));
    }

    private static long count(LatencyReading reading, double bound) {
        return reading.counts().get(reading.bounds().indexOf(bound));
    }

    @Test
    void countsTheItemsOfBatches() {
        metrics.lookupKeys().count(RequestResult.FOUND, 3);
        metrics.lookupKeys().count(RequestResult.NOT_FOUND, 997);
        assertThat(metrics.lookupKeys().reading())
                .isEqualTo(Map.of(RequestResult.FOUND, 3L, RequestResult.NOT_FOUND, 997L, RequestResult.UNKNOWN, 0L));
        assertThatThrownBy(() -> metrics.matchAddresses().count(RequestResult.LIMITED, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aRecordThatIsUsedAgainForgetsTheRequestBefore() {
        RequestRecord record = Telemetry.counting().connection();
        record.begin("first", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
        assertThat(record.requestId()).contains("first");
        record.begin(null, null);
        assertThat(record.requestId()).isEmpty();
        assertThat(record.trace()).isEqualTo(Optional.empty());
    }
}
