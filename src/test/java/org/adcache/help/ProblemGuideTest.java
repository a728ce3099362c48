package org.adcache.help;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.adcache.account.ProblemType;
import org.adcache.http.problem.ProblemKind;
import org.junit.jupiter.api.Test;

class ProblemGuideTest {
    private final ProblemGuide guide = ProblemGuide.read();

    @Test
    void explainsEveryCodeAndNoOther() {
        Set<String> codes = Stream.concat(
                        Arrays.stream(ProblemType.values()).map(ProblemType::code),
                        Arrays.stream(ProblemKind.values()).map(ProblemKind::label))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(guide.codes()).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(codes);
    }

    @Test
    void everyExplanationSaysSomethingInPlainParagraphs() {
        assertThat(guide.codes()).allSatisfy(code -> {
            ProblemHelp help = guide.find(code).orElseThrow();
            assertThat(help.paragraphs()).isNotEmpty().allMatch(text -> text.length() > 40 && !text.contains("\n"));
            assertThat(help.html().replaceAll("</?(p|code)>", "")).doesNotContain("<", ">");
        });
    }

    @Test
    void namesOtherPagesInsteadOfLinkingThem() {
        ProblemHelp help = of("See [sync.md](sync.md#held-results) & <b>`x<y`</b>.");

        assertThat(help.html())
                .isEqualTo(
                        "<p>See <code>docs/sync.md#held-results</code> &amp; &lt;b&gt;<code>x&lt;y</code>&lt;/b&gt;.</p>\n");
        assertThat(help.paragraphs()).containsExactly("See \"docs/sync.md#held-results\" & <b>\"x<y\"</b>.");
    }

    @Test
    void aSectionEndsWithTheNextHeading() {
        ProblemGuide two =
                ProblemGuide.of("# Page\n\nprose\n\n### one\n\na\nb\n\nc\n\n## Part\n\nmore\n\n### two\n\nd\n");

        assertThat(two.codes()).containsExactly("one", "two");
        assertThat(two.find("one").orElseThrow().paragraphs()).containsExactly("a b", "c");
        assertThat(two.find("two").orElseThrow().paragraphs()).containsExactly("d");
        assertThat(two.find("Part")).isEmpty();
    }

    private static ProblemHelp of(String markdown) {
        return ProblemGuide.of("### code\n\n" + markdown).find("code").orElseThrow();
    }
}
