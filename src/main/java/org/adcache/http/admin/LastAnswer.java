package org.adcache.http.admin;

import io.javalin.http.Context;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Request;

/**
 * Answer after which all connections are closed and their pooled buffers dropped: its own at once, unless by HTTP/2,
 * the others once its client had time to read it.
 */
final class LastAnswer {
    private static final Duration UNREAD = Duration.ofMillis(100);

    private LastAnswer() {}

    /**
     * Makes the answer to a request, whatever it will be, the last one.
     *
     * @param sent called once the answer was handed to the operating system, or can't be
     */
    static void of(Context context, Runnable sent) {
        context.header(HttpHeader.CONNECTION.asString(), "close");
        Request request = ServletContextRequest.getServletContextRequest(context.req());
        Connector connector = request.getConnectionMetaData().getConnector();
        Request.addCompletionListener(request, failure -> {
            sent.run();
            connector.getScheduler().schedule(() -> close(connector), UNREAD.toMillis(), TimeUnit.MILLISECONDS);
        });
    }

    /** A connection keeps the last question, the pool the last answers. */
    private static void close(Connector connector) {
        connector.getConnectedEndPoints().forEach(EndPoint::close);
        connector.getByteBufferPool().clear();
    }
}
