package org.adcache.http.limits;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.adcache.http.BufferedResponse;
import org.adcache.http.HttpBudgets;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Answers that wait for their reader, other than those of the fast path and of servlets. Each counts against the budget
 * of answers; one that the socket takes at once costs nothing. Thread-safe.
 */
public final class PendingAnswers {
    private final HttpBudgets budgets;
    private final Map<AnswerWrite, Boolean> pending = new ConcurrentHashMap<>();

    public PendingAnswers(HttpBudgets budgets) {
        this.budgets = budgets;
    }

    /** Sends an answer; if it has to wait and there is no room for it, closes the connection. */
    public void send(BufferedResponse answer, Request request, Response response, Callback callback) {
        AnswerWrite write = new AnswerWrite(answer, request, response, callback, this);
        try {
            answer.prepare(response);
        } catch (RuntimeException e) {
            write.drop(e);
            return;
        }
        write.iterate();
        if (write.isDone()) {
            return;
        }
        if (!write.takeRoom()) {
            write.disconnect();
            return;
        }
        pending.put(write, true);
        if (write.isDone()) {
            pending.remove(write);
        }
    }

    HttpBudgets budgets() {
        return budgets;
    }

    void remove(AnswerWrite write) {
        pending.remove(write);
    }

    /** Closes the connections of clients that read too slowly. */
    void expire() {
        for (AnswerWrite write : pending.keySet()) {
            if (write.isTooSlow()) {
                budgets.countSlowReader();
                write.disconnect();
            }
        }
    }
}
