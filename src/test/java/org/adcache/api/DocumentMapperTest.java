package org.adcache.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class DocumentMapperTest {
    private static final String CHECK = "{\"checks\":[{\"id\":\"dns\",\"ok\":true,\"detail\":\"dc1.\"";

    private final DocumentMapper documents = new DocumentMapper();

    @Test
    void leavesOutWhatIsAbsent() throws Exception {
        AuditDocument.Entry entry = new AuditDocument.Entry(
                Instant.parse("2026-11-21T10:00:00.5Z"),
                new AuditDocument.Who("local", Optional.of("local"), Optional.empty()),
                Optional.empty(),
                "doctor",
                Optional.of("corp"),
                OptionalLong.empty(),
                "ok");
        String json = """
                {"at":"2026-11-21T10:00:00.500Z","who":{"kind":"local","id":"local"},"what":"doctor","target":"corp",\
                "outcome":"ok"}""";

        assertThat(documents.write(entry)).asString().isEqualTo(json);
        assertThat(read(json, AuditDocument.Entry.class)).isEqualTo(entry);
    }

    @Test
    void ignoresWhatANewerServiceAdds() throws Exception {
        assertThat(read(CHECK + ",\"took\":[7]}],\"stage\":{}}", DoctorDocument.class))
                .isEqualTo(new DoctorDocument(List.of(new CheckDocument("dns", true, "dc1.", Optional.empty()))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                           | checks is missing.",
                "{\"checks\":null}                            | checks is missing.",
                "{\"checks\":7}                               | checks is not what it should be.",
                "{\"checks\":[{\"id\":\"dns\",\"detail\":\"\"}]} | checks[0].ok is missing.",
                "{\"checks\":[{\"id\":\"dns\",\"ok\":null,\"detail\":\"\"}]} | checks[0].ok is missing.",
                "{\"checks\":[{\"id\":\"dns\",\"ok\":true}]}  | checks[0].detail is missing.",
                "{\"checks\":[{\"id\":\"dns\",\"ok\":\"so\",\"detail\":\"\"}]} | checks[0].ok is not what it should be.",
                "{\"checks\":[{\"id\":\"dns\",\"ok\":false,\"detail\":\"\",\"problem\":{\"type\":\"x\"}}]}"
                        + " | checks[0].problem.detail is missing.",
            })
    void namesTheFieldThatMakesADocumentUnreadable(String json, String message) {
        assertThatThrownBy(() -> read(json, DoctorDocument.class))
                .isInstanceOf(UnreadableDocumentException.class)
                .hasMessage(message);
    }

    private <T extends Document> T read(String json, Class<T> type) throws UnreadableDocumentException {
        return documents.read(new JsonMapper().readTree(json), type);
    }
}
