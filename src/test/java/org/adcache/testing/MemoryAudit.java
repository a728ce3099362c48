package org.adcache.testing;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import org.adcache.api.AuditDocument;
import org.adcache.auth.AuditLog;
import org.adcache.auth.audit.AuditLine;
import org.adcache.auth.audit.AuditPosition;

/** An audit log in memory: one page. */
public final class MemoryAudit implements AuditLog.Storage {
    public final List<String> lines = new CopyOnWriteArrayList<>();

    @Override
    public void append(byte[] line) {
        lines.add(new String(line, StandardCharsets.UTF_8));
    }

    @Override
    public AuditDocument page(Optional<AuditPosition> before, int limit) {
        List<AuditDocument.Entry> items = new ArrayList<>();
        for (int i = lines.size() - 1; i >= 0; i--) {
            new AuditLine().read(lines.get(i).getBytes(StandardCharsets.UTF_8)).ifPresent(items::add);
        }
        return new AuditDocument(items, OptionalInt.empty(), Optional.empty());
    }
}
