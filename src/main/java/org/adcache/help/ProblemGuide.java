package org.adcache.help;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;

/** Guide to problems: what docs/troubleshooting.md says of each code, by the headings that are codes. */
public final class ProblemGuide {
    private static final String RESOURCE = "troubleshooting.md";
    private static final int CODE_LEVEL = 3;

    private final Map<String, ProblemHelp> help;

    private ProblemGuide(Map<String, ProblemHelp> help) {
        this.help = help;
    }

    /** Reads the guide that belongs to this version. */
    public static ProblemGuide read() {
        try (InputStream in = ProblemGuide.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new FileNotFoundException("this installation lacks " + RESOURCE);
            }
            return of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The guide in a page of Markdown. */
    static ProblemGuide of(String markdown) {
        Map<String, List<Node>> sections = new LinkedHashMap<>();
        List<Node> section = new ArrayList<>();
        Node node = Parser.builder().build().parse(markdown).getFirstChild();
        while (node != null) {
            if (node instanceof Heading heading) {
                section = new ArrayList<>();
                if (heading.getLevel() == CODE_LEVEL && heading.getFirstChild() instanceof Text code) {
                    sections.put(code.getLiteral(), section);
                }
            } else {
                section.add(node);
            }
            node = node.getNext();
        }
        Map<String, ProblemHelp> help = new LinkedHashMap<>();
        sections.forEach((code, blocks) -> help.put(code, ProblemHelp.of(code, blocks)));
        return new ProblemGuide(help);
    }

    /** All codes, in the order of the page. */
    public List<String> codes() {
        return List.copyOf(help.keySet());
    }

    /** What is said of a code, such as {@code keytab-missing}; empty if there is no such code. */
    public Optional<ProblemHelp> find(String code) {
        return Optional.ofNullable(help.get(code));
    }
}
