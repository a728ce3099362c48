package org.adcache.http.admin;

import io.javalin.http.Context;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Request;

/**
 * Answer after which the connections of that moment are closed and their pooled buffers dropped: its own at once, unless
 * by HTTP/2, the others once their clients had time to read what was answered, and none while it is being answered.
 */
final class LastAnswer {
    private static final Duration UNREAD = Duration.ofMillis(100);
    /** A connection that is busy for longer is closed by the bounds on slow transfers. */
    private static final int LOOKS = 50;

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
            List<EndPoint> used = connector.getConnectedEndPoints().stream()
                    .filter(LastAnswer::isUsed)
                    .toList();
            closeLater(connector, used, LOOKS);
        });
    }

    private static void closeLater(Connector connector, List<EndPoint> open, int looks) {
        Runnable look = () -> {
            List<EndPoint> busy = open.stream()
                    .filter(endPoint -> endPoint.isOpen() && !isIdle(endPoint))
                    .toList();
            open.stream().filter(LastAnswer::isIdle).forEach(EndPoint::close);
            connector.getByteBufferPool().clear();
            if (!busy.isEmpty() && looks > 0) {
                closeLater(connector, busy, looks - 1);
            }
        };
        connector.getScheduler().schedule(look, UNREAD.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Whether anything was read from it; otherwise it keeps nothing. */
    private static boolean isUsed(EndPoint endPoint) {
        Connection connection = endPoint.getConnection();
        return connection == null || connection.getBytesIn() != 0;
    }

    /** Whether it waits for a request. It keeps the last one. */
    private static boolean isIdle(EndPoint endPoint) {
        return endPoint.isFillInterested();
    }
}
