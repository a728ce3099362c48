package org.adcache.help;

import java.util.List;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.Document;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.text.LineBreakRendering;
import org.commonmark.renderer.text.TextContentRenderer;

/**
 * Help on one problem. Links to other pages are not followed where it is read, so they are the names of these pages.
 *
 * @param html elements of HTML, without attributes
 * @param paragraphs the same as plain text, each without line ends
 */
public record ProblemHelp(String code, String html, List<String> paragraphs) {
    public ProblemHelp {
        paragraphs = List.copyOf(paragraphs);
    }

    static ProblemHelp of(String code, List<Node> blocks) {
        Document section = new Document();
        blocks.forEach(section::appendChild);
        section.accept(new PageNames());
        String html = HtmlRenderer.builder().escapeHtml(true).build().render(section);
        TextContentRenderer text = TextContentRenderer.builder()
                .lineBreakRendering(LineBreakRendering.STRIP)
                .build();
        return new ProblemHelp(code, html, blocks.stream().map(text::render).toList());
    }

    /** Replaces each link to another page by its name below docs, such as {@code docs/sync.md#held-results}. */
    private static final class PageNames extends AbstractVisitor {
        @Override
        public void visit(Link link) {
            link.insertBefore(new Code("docs/" + link.getDestination()));
            link.unlink();
        }
    }
}
