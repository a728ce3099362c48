package org.adcache.http.query;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.adcache.budget.Budget;
import org.adcache.http.BufferedResponse;
import org.adcache.http.FakeLookupService;
import org.adcache.http.Json;
import org.adcache.http.QueryParameters;
import org.adcache.http.problem.HttpProblem;
import org.adcache.http.telemetry.RequestMetrics;
import org.adcache.testing.FuzzTarget;
import org.adcache.testing.People;
import org.eclipse.jetty.http.HttpField;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Bodies and query strings of requests about accounts: an answer in JSON, or a problem of the caller's. */
@FuzzTarget
class BodyFuzzTest {
    private static final HttpField DATE = new HttpField("Date", "now");
    private static final JsonMapper MAPPER = JsonMapper.shared();

    private final Json json = new Json(new Budget("http.limits.answers", 100 << 20));
    private final FakeLookupService lookup = new FakeLookupService();
    private final RequestMetrics metrics = new RequestMetrics();

    BodyFuzzTest() {
        lookup.holds("user1@corp.example", People.user(1));
    }

    @FuzzTest
    void lookup(byte[] input) {
        JsonNode answer = answer(input, new LookupRoutes(lookup, json, metrics.lookupKeys())::many);
        if (answer.has("results")) {
            JsonNode body = MAPPER.readTree(input);
            assertThat(body.isObject()).isTrue();
            assertThat(answer.get("results").valueStream().map(result -> result.get("key")))
                    .isEqualTo(body.get("keys").valueStream().toList());
        }
    }

    @FuzzTest
    void match(byte[] input) {
        JsonNode answer = answer(input, new MatchRoutes(lookup, json, metrics.matchAddresses())::match);
        if (answer.has("results")) {
            JsonNode body = MAPPER.readTree(input);
            assertThat(answer.get("results").size())
                    .isEqualTo(body.get("addresses").size());
            assertThat(answer.get("results").get(0).get("matches").propertyNames())
                    .isEqualTo(body.get("conditions").propertyNames());
        }
    }

    @FuzzTest
    void query(byte[] input) {
        String query = new String(input, UTF_8);
        JsonNode answer =
                answer(input, bytes -> new LookupRoutes(lookup, json, metrics.lookupKeys()).one(Optional.of(query)));
        assertThat(answer.has("found") || answer.has("detail")).isTrue();
        try {
            String key = QueryParameters.parse(Optional.of(query), Set.of("key", "by"))
                    .get("key")
                    .orElse("");
            String encoded = URLEncoder.encode(key, UTF_8);
            assertThat(QueryParameters.parse(Optional.of("key=" + encoded), Set.of("key"))
                            .get("key"))
                    .hasValue(key);
        } catch (HttpProblem e) {
            assertThat(answer.get("status").asInt()).isEqualTo(400);
        }
    }

    private JsonNode answer(byte[] input, Function<byte[], BufferedResponse> route) {
        BufferedResponse response;
        try {
            response = route.apply(input);
        } catch (HttpProblem e) {
            response = e.response(json);
        }
        ByteBuffer bytes = ByteBuffer.allocate(response.maxLength());
        response.putTo(bytes, DATE);
        String text = new String(bytes.array(), 0, bytes.position(), UTF_8);
        String status = text.substring(9, 12);
        JsonNode answer = MAPPER.readTree(text.substring(text.indexOf("\r\n\r\n") + 4));
        assertThat(status).isIn(List.of("200", "400", "404"));
        assertThat(answer.has("status")).isEqualTo(!status.equals("200"));
        return answer;
    }
}
