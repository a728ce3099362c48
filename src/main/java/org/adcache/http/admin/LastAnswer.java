package org.adcache.http.admin;

import io.javalin.http.Context;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

/**
 * Answer after which its connection is closed and the pooled buffers of all connections are dropped. HTTP/2 ignores
 * the former, and its client finds the connection closed.
 */
final class LastAnswer {
    private LastAnswer() {}

    /**
     * Makes the answer to a request, whatever it will be, the last one.
     *
     * @param sent called once the answer was handed to the operating system, or can't be
     */
    static void of(Context context, Runnable sent) {
        context.header(HttpHeader.CONNECTION.asString(), "close");
        Request request = ServletContextRequest.getServletContextRequest(context.req());
        Request.addCompletionListener(request, failure -> {
            request.getConnectionMetaData().getConnector().getByteBufferPool().clear();
            sent.run();
        });
    }
}
