package org.adcache.http.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.adcache.http.TestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageRoutesTest {
    private static final Path FOLDER = Path.of("src/main/resources/org/adcache/http/ui");
    /** A link of a page, or an import of a module, also one that is made when it is needed. */
    private static final Pattern REFERENCE =
            Pattern.compile("(?:src|href)=\"(/[^\"]*)\"|(?:from|import) ?\\(?'([./][^']*)'|import '([./][^']*)'");

    private static final int MOST_BYTES = 150_000;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private TestServer server;

    @BeforeEach
    void start() throws Exception {
        server = TestServer.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpResponse<byte[]> get(String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.url.resolve(path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    static Stream<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(FOLDER)) {
            return all
                    .filter(Files::isRegularFile)
                    .map(file -> FOLDER.relativize(file).toString())
                    .toList()
                    .stream();
        }
    }

    static Stream<String> scripts() throws IOException {
        return files().filter(name -> name.endsWith(".js"));
    }

    @ParameterizedTest
    @MethodSource("files")
    void servesEachFileWithItsType(String name) throws Exception {
        HttpResponse<byte[]> answer = get("/ui/" + name);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(Files.readAllBytes(FOLDER.resolve(name)));
        String type = answer.headers().firstValue("Content-Type").orElse("");
        assertThat(type)
                .startsWith(
                        name.endsWith(".js")
                                ? "text/javascript"
                                : name.endsWith(".css")
                                        ? "text/css"
                                        : name.endsWith(".svg")
                                                ? "image/svg+xml"
                                                : name.endsWith(".html") ? "text/html" : "text/plain");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    }

    @Test
    void explainsAProblemAtThePathThatIsItsType() throws Exception {
        HttpResponse<byte[]> answer = get("/problems/tls-untrusted-ca");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/html;charset=utf-8");
        assertThat(new String(answer.body(), StandardCharsets.UTF_8))
                .contains("<h1>tls-untrusted-ca</h1>", "<code>tls.trust</code>", "adcache explain tls-untrusted-ca")
                .doesNotContain("<script", "style=");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/problems/no-such-code", "/problems/The%20keytab", "/problems/", "/problems"})
    void explainsNothingElse(String path) throws Exception {
        HttpResponse<byte[]> answer = get(path);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/ui/app.js", "/problems/too-stale"})
    void sendsAFileAgainOnlyIfItChanged(String path) throws Exception {
        HttpResponse<byte[]> first = get(path);
        String etag = first.headers().firstValue("ETag").orElseThrow();

        HttpResponse<byte[]> again = get(path, "If-None-Match", "\"other\", W/" + etag);

        assertThat(first.headers().firstValue("Cache-Control")).contains("no-cache");
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(get(path, "If-None-Match", "\"other\"").statusCode()).isEqualTo(200);
    }

    @Test
    void compressesForThoseWhoTakeIt() throws Exception {
        byte[] plain = get("/ui/app.js").body();
        HttpResponse<byte[]> answer = get("/ui/app.js", "Accept-Encoding", "br, gzip;q=0.8");

        assertThat(answer.headers().firstValue("Content-Encoding")).contains("gzip");
        assertThat(answer.body().length).isLessThan(plain.length / 2);
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(answer.body()))) {
            assertThat(in.readAllBytes()).isEqualTo(plain);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/ui/app.js", "/ui/account-picker.js", "/problems/too-stale"})
    void allowsNothingButItsOwnFiles(String path) throws Exception {
        HttpResponse<byte[]> answer = get(path);

        String policy = answer.headers().firstValue("Content-Security-Policy").orElse("");
        assertThat(policy)
                .contains(
                        "default-src 'none'",
                        "script-src 'self'",
                        "style-src 'self'",
                        "frame-ancestors 'none'",
                        "require-trusted-types-for 'script'")
                .doesNotContain("unsafe", "http:", "https:", "*");
        assertThat(answer.headers().firstValue("X-Frame-Options")).contains("DENY");
        assertThat(answer.headers().firstValue("Referrer-Policy")).contains("no-referrer");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/ui/../ui/index.html",
                "/ui/%2e%2e/ui/index.html",
                "/ui/parts/../../../application.conf",
                "/ui/PageFiles.class",
                "/ui/none.js",
                "/ui/parts",
                "/ui/parts/dialog",
                "/ui//index.html",
                "/ui/parts%2fdialog.js%00",
                "/ui/package-info.class"
            })
    void servesNothingOutsideTheFolder(String path) throws Exception {
        URI raw = URI.create("http://" + server.url.getAuthority() + path);
        HttpResponse<String> answer =
                client.send(HttpRequest.newBuilder(raw).build(), HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isIn(400, 404);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    }

    @Test
    void hasTheDemoOnlyInTheDemo() throws Exception {
        assertThat(get("/demo").statusCode()).isEqualTo(404);
        try (TestServer demo = TestServer.demo()) {
            HttpResponse<byte[]> page = client.send(
                    HttpRequest.newBuilder(demo.url.resolve("/demo")).build(), HttpResponse.BodyHandlers.ofByteArray());
            assertThat(page.statusCode()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"index.html", "demo.html", "docs.html"})
    void everyReferenceLeadsToAFile(String page) throws Exception {
        assertThat(reached("/ui/" + page)).allMatch(name -> Files.isRegularFile(FOLDER.resolve(name)));
    }

    @Test
    void everyFileIsReached() throws Exception {
        Set<String> reached = reached("/ui/index.html");
        reached.addAll(reached("/ui/demo.html"));
        REFERENCE
                .matcher(new String(get("/problems/too-stale").body(), StandardCharsets.UTF_8))
                .results()
                .forEach(hit -> reached.add(hit.group(1).replaceFirst("^/ui/", "")));
        reached.addAll(reached("/ui/docs.html"));
        // Its types are for programmers, who name it in their own projects.
        assertThat(files().filter(name -> !name.endsWith(".d.ts")))
                .allMatch(reached::contains, "is reached from a page");
    }

    /** What a reader waits for: the page with its first view as it is, and with each view as it is transferred. */
    @Test
    void isSmall() throws Exception {
        Set<String> frame = reached("/ui/index.html", false);
        assertThat(octets(with(frame, "views/overview.js"), false)).isLessThan(MOST_BYTES);
        for (String view : List.of("overview", "people", "rules", "connections", "access", "data")) {
            assertThat(octets(with(frame, "views/" + view + ".js"), true))
                    .as(view)
                    .isLessThan(MOST_BYTES / 2);
        }
    }

    private static Set<String> with(Set<String> frame, String view) throws IOException {
        Set<String> all = new TreeSet<>(frame);
        all.addAll(reached("/ui/" + view, false));
        return all;
    }

    private int octets(Set<String> names, boolean compressed) throws Exception {
        int sum = 0;
        for (String name : names) {
            sum += compressed
                    ? get("/ui/" + name, "Accept-Encoding", "gzip").body().length
                    : get("/ui/" + name).body().length;
        }
        return sum;
    }

    private static Set<String> reached(String page) throws IOException {
        return reached(page, true);
    }

    /**
     * What a page loads, itself included.
     *
     * @param later whether the modules count that are loaded when they are needed
     */
    private static Set<String> reached(String page, boolean later) throws IOException {
        Set<String> found = new TreeSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(page));
        while (!open.isEmpty()) {
            String path = open.remove();
            String name = path.replaceFirst("^/ui/", "");
            if (!path.startsWith("/ui/") || !found.add(name) || !name.matches(".*\\.(js|html)")) {
                continue;
            }
            String text = Files.readString(FOLDER.resolve(name));
            Matcher matcher = REFERENCE.matcher(later ? text : text.replaceAll("import\\('[^']*'\\)", ""));
            while (matcher.find()) {
                for (int group = 1; group <= matcher.groupCount(); group++) {
                    if (matcher.group(group) != null) {
                        open.add(URI.create(path).resolve(matcher.group(group)).getPath());
                    }
                }
            }
        }
        return found;
    }

    /** What a strict policy refuses would fail only where a reader sees it. */
    @ParameterizedTest
    @MethodSource("scripts")
    void parsesNoMarkup(String name) throws Exception {
        assertThat(Files.readString(FOLDER.resolve(name), StandardCharsets.UTF_8))
                .doesNotContain(
                        ".innerHTML",
                        ".outerHTML",
                        "insertAdjacentHTML",
                        "document.write",
                        "eval(",
                        "DOMParser",
                        "setAttribute('style'");
    }
}
