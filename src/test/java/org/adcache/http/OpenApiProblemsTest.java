package org.adcache.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.adcache.account.ProblemType;
import org.adcache.http.problem.ProblemKind;
import org.junit.jupiter.api.Test;

/** The problem types of the OpenAPI document are those that an answer may have. */
class OpenApiProblemsTest {
    /** Reported by commands, at a start, or within an answer, and never the type of an answer. */
    private static final Set<ProblemType> NEVER_ANSWERED = EnumSet.of(
            ProblemType.EXTRA_ATTRIBUTE_UNSUITABLE,
            ProblemType.CONFIG_DOUBTFUL,
            ProblemType.CONFIG_NARROWED,
            ProblemType.KEYTAB_WORLD_READABLE,
            ProblemType.DOCTOR_TIMEOUT,
            ProblemType.DOCTOR_STOPPED,
            ProblemType.SYNC_TOO_MANY_CHANGES,
            ProblemType.RESULT_EMPTY,
            ProblemType.RESULT_SHRUNKEN,
            ProblemType.RESULT_LACKS_TYPE,
            ProblemType.RESULT_LACKS_ATTRIBUTE,
            ProblemType.DATA_DIR_LOCKED,
            ProblemType.DATA_DIR_NEWER,
            ProblemType.PROCESS_NOT_REPLACED,
            ProblemType.ROLE_MEMBER_UNKNOWN,
            ProblemType.TLS_REQUIRED,
            ProblemType.TLS_FILE_UNREADABLE,
            ProblemType.TLS_KEY_UNREADABLE,
            ProblemType.TLS_KEY_MISMATCH,
            ProblemType.UNKNOWN_HOST,
            ProblemType.ADDRESS_NOT_LOCAL,
            ProblemType.PORT_IN_USE,
            ProblemType.PORT_FORBIDDEN);

    private final Map<String, Set<Integer>> documented = OpenApi.DOCUMENT.problemTypes();

    @Test
    void areAllThatHttpAnswersAndNoOther() {
        Set<String> answered = new TreeSet<>();
        for (ProblemKind kind : ProblemKind.values()) {
            answered.add(kind.label());
        }
        for (ProblemType type : ProblemType.values()) {
            if (!NEVER_ANSWERED.contains(type)) {
                answered.add(type.code());
            }
        }
        assertThat(documented.keySet()).isEqualTo(answered);
    }

    @Test
    void haveTheStatusesOfTheirKinds() {
        Map<String, Set<Integer>> kinds = new TreeMap<>();
        for (ProblemKind kind : ProblemKind.values()) {
            kinds.computeIfAbsent(kind.label(), label -> new TreeSet<>()).add(kind.status());
        }
        assertThat(documented).containsAllEntriesOf(kinds);
    }
}
