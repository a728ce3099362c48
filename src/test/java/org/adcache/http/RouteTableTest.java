package org.adcache.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.adcache.auth.RequiredScope;
import org.eclipse.jetty.http.HttpMethod;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RouteTableTest {
    private static final BufferedResponse RESPONSE = BufferedResponse.ok(new byte[0]);
    private static final RouteHandler QUERY = RouteHandler.forQuery(query -> RESPONSE);
    private static final RouteHandler BODY = RouteHandler.forBody(body -> RESPONSE);
    private static final RouteHandler EXCHANGE = RouteHandler.forExchange((context, caller) -> RESPONSE);

    private static Route route(HttpMethod method, String path, RouteHandler handler) {
        return new Route(method, path, RequiredScope.ADMIN, handler);
    }

    private static RouteTable table(Route... routes) {
        return new RouteTable(List.of(routes).stream()
                .map(route -> (RouteGroup) () -> List.of(route))
                .toList());
    }

    @Test
    void dividesTheRoutesOfAllGroupsBetweenFastPathAndJavalin() {
        Route get = route(HttpMethod.GET, "/a", QUERY);
        Route post = route(HttpMethod.POST, "/a", BODY);
        Route other = route(HttpMethod.GET, "/b/{c}", EXCHANGE);
        RouteTable table = table(get, other, post);
        assertThat(table.routes()).containsExactly(get, other, post);
        assertThat(table.fastPath()).isEqualTo(Map.of("/a", Map.of("GET", get, "POST", post)));
        assertThat(table.javalin()).containsExactly(other);
    }

    @Test
    void hasNoRouteTwice() {
        Route get = route(HttpMethod.GET, "/a", EXCHANGE);
        assertThatIllegalArgumentException().isThrownBy(() -> table(get, get)).withMessageContaining("GET /a");
    }

    @Test
    void letsFastPathAndJavalinShareNoPath() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> table(route(HttpMethod.GET, "/a", QUERY), route(HttpMethod.PUT, "/a", EXCHANGE)))
                .withMessageContaining("/a");
    }

    @ParameterizedTest
    @EnumSource(
            value = HttpMethod.class,
            names = {"HEAD", "OPTIONS", "TRACE"})
    void hasNoRowForWhatComesWithOthers(HttpMethod method) {
        assertThatIllegalArgumentException().isThrownBy(() -> route(method, "/a", EXCHANGE));
    }

    @Test
    void hasNoParametersInPathsOfTheFastPath() {
        assertThatIllegalArgumentException().isThrownBy(() -> route(HttpMethod.GET, "/a/{b}", QUERY));
    }

    @Test
    void hasQueriesForGetOnlyAndBodiesForOthersOnly() {
        assertThatIllegalArgumentException().isThrownBy(() -> route(HttpMethod.POST, "/a", QUERY));
        assertThatIllegalArgumentException().isThrownBy(() -> route(HttpMethod.GET, "/a", BODY));
    }
}
