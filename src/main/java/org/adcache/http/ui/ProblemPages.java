package org.adcache.http.ui;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.adcache.help.ProblemGuide;
import org.adcache.help.ProblemHelp;
import org.jspecify.annotations.Nullable;

/** Pages that explain one problem each. The guide is read when the first one is asked for, not by each start. */
final class ProblemPages {
    private static final String PAGE = """
            <!doctype html>
            <html lang="en">
              <head>
                <meta charset="utf-8">
                <title>%1$s · adcache</title>
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
                <link rel="icon" href="/ui/icon.svg" type="image/svg+xml">
                <link rel="stylesheet" href="/ui/tokens.css">
                <link rel="stylesheet" href="/ui/problem.css">
              </head>
              <body class="problem">
                <main>
                  <p class="kind">Problem of adcache</p>
                  <h1>%1$s</h1>
            %2$s      <p class="more">On the command line: <code>adcache explain %1$s</code></p>
                </main>
              </body>
            </html>
            """;

    private final Map<String, PageFile> pages = new ConcurrentHashMap<>();
    private @Nullable ProblemGuide guide;

    /** The page of a code; empty if there is no such code. */
    Optional<PageFile> find(String code) {
        PageFile known = pages.get(code);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<PageFile> page = guide().find(code).flatMap(ProblemPages::page);
        page.ifPresent(file -> pages.put(code, file));
        return page;
    }

    private synchronized ProblemGuide guide() {
        ProblemGuide read = guide == null ? ProblemGuide.read() : guide;
        guide = read;
        return read;
    }

    private static Optional<PageFile> page(ProblemHelp help) {
        return PageFile.of(
                help.code() + ".html", PAGE.formatted(help.code(), help.html()).getBytes(StandardCharsets.UTF_8));
    }
}
