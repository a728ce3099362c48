package org.adcache.config;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigIncludeContext;
import com.typesafe.config.ConfigIncluder;
import com.typesafe.config.ConfigIncluderClasspath;
import com.typesafe.config.ConfigIncluderFile;
import com.typesafe.config.ConfigIncluderURL;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Texts of the configuration file and of those that it includes. HOCON ignores an include of a file that doesn't exist,
 * and decodes what is no UTF-8; both are problems here, as are characters that nobody sees.
 */
final class ConfigTexts implements ConfigIncluder, ConfigIncluderFile, ConfigIncluderURL, ConfigIncluderClasspath {
    private static final Set<Integer> BLANK = Set.of(0xA0, 0xAD, 0x2007, 0x202F);
    /** HOCON's, for a name without one. */
    private static final List<String> ENDINGS = List.of("", ".conf", ".json", ".properties");

    private static final int BYTE_ORDER_MARK = 0xFEFF;
    private static final String CORRECT = "Correct its name, which is relative to this file, or remove the include.";

    private final Deque<Path> including = new ArrayDeque<>();
    private final List<ConfigProblem> problems = new ArrayList<>();

    ConfigTexts(Path file) {
        including.push(file);
        check(file);
    }

    List<ConfigProblem> problems() {
        return List.copyOf(problems);
    }

    @Override
    public ConfigIncluder withFallback(ConfigIncluder fallback) {
        return this;
    }

    @Override
    public ConfigObject include(ConfigIncludeContext context, String what) {
        return included(context, what);
    }

    @Override
    public ConfigObject includeFile(ConfigIncludeContext context, File what) {
        return included(context, what.getPath());
    }

    @Override
    public ConfigObject includeURL(ConfigIncludeContext context, URL what) {
        return refused(what.getPath());
    }

    @Override
    public ConfigObject includeResources(ConfigIncludeContext context, String what) {
        return refused(what);
    }

    private ConfigObject refused(String what) {
        problem(what, what + " is included by url or classpath; only files can be.", "Include a file by its name.");
        return ConfigFactory.empty().root();
    }

    private ConfigObject included(ConfigIncludeContext context, String what) {
        Path named = including.element().resolveSibling(what).normalize();
        Optional<Path> file = ENDINGS.stream()
                .map(ending -> named.resolveSibling(named.getFileName() + ending))
                .filter(Files::exists)
                .findFirst();
        if (file.isEmpty()) {
            problem(what, "the included file " + named + " doesn't exist.", CORRECT);
        } else if (including.contains(file.get())) {
            problem(what, file.get() + " includes itself.", CORRECT);
        } else {
            return parse(file.get(), context.parseOptions());
        }
        return ConfigFactory.empty().root();
    }

    private ConfigObject parse(Path file, ConfigParseOptions options) {
        check(file);
        including.push(file);
        try {
            return ConfigFactory.parseFile(file.toFile(), options.setSyntax(null))
                    .root();
        } finally {
            including.pop();
        }
    }

    /** Reports an include at the first line that may be it: the parser doesn't say where it is. */
    private void problem(String what, String detail, String suggestion) {
        Path from = including.element();
        List<String> lines = lines(text(from));
        int line = 0;
        while (line < lines.size()
                && !(lines.get(line).contains("include") && lines.get(line).contains(what))) {
            line++;
        }
        problems.add(new ConfigProblem(from, line < lines.size() ? line + 1 : 0, "", detail, suggestion));
    }

    private void check(Path file) {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (IOException e) {
            // The parser finds that out, too, and says why.
            return;
        }
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        try {
            StandardCharsets.UTF_8.newDecoder().decode(rest);
        } catch (CharacterCodingException e) {
            problems.add(new ConfigProblem(
                    file,
                    lines(new String(bytes, 0, rest.position(), StandardCharsets.UTF_8))
                            .size(),
                    "",
                    "this line isn't UTF-8.",
                    "Save the file in UTF-8, for instance with \"iconv -f ISO-8859-1 -t UTF-8\"."));
            return;
        }
        List<String> lines = lines(text(file));
        for (int i = 0; i < lines.size(); i++) {
            checkLine(file, i + 1, lines.get(i));
        }
    }

    private void checkLine(Path file, int number, String line) {
        String written = number == 1 && line.startsWith(Character.toString(BYTE_ORDER_MARK)) ? line.substring(1) : line;
        if (written.stripLeading().startsWith("#") || written.stripLeading().startsWith("//")) {
            return;
        }
        written.codePoints()
                .filter(ConfigTexts::isInvisible)
                .findFirst()
                .ifPresent(c -> problems.add(new ConfigProblem(
                        file,
                        number,
                        "",
                        String.format(Locale.ROOT, "there is an invisible character in this line, U+%04X.", c),
                        "Write the line anew; such characters come along when text is copied from elsewhere.")));
    }

    private static boolean isInvisible(int c) {
        return (Character.isISOControl(c) && c != '\t' && c != '\r')
                || Character.getType(c) == Character.FORMAT
                || BLANK.contains(c);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "";
        }
    }

    private static List<String> lines(String text) {
        return Stream.of(text.split("\n", -1)).toList();
    }
}
