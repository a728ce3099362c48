package org.adcache.http.admin;

import org.adcache.api.IntegrationDocument;
import org.adcache.api.WipeDocument;
import org.adcache.integration.IntegrationState;
import org.adcache.integration.WipeReceipt;

/** Mapping from the switch and its receipts to documents. */
final class IntegrationDocuments {
    private IntegrationDocuments() {}

    static IntegrationDocument of(IntegrationState state) {
        return new IntegrationDocument(
                state.enabled(),
                state.epoch().number(),
                state.changedAt(),
                state.lastWipe().map(IntegrationDocuments::of));
    }

    private static WipeDocument of(WipeReceipt receipt) {
        return new WipeDocument(
                receipt.accounts(),
                receipt.files(),
                receipt.bytes(),
                receipt.startedAt(),
                receipt.finishedAt(),
                receipt.destroyed(),
                receipt.pending().stream()
                        .map(left -> new WipeDocument.Pending(left.what(), left.detail(), left.remedy()))
                        .toList());
    }
}
