package org.adcache.bench;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.adcache.account.Account;
import org.adcache.account.MailAddress;

/**
 * Redis over a Unix socket: a hash from address to adcache's answer, and a sorted set of all words, each with its
 * account, from which a query of one word reads the first few. There is no order of preference, and no query of two
 * words.
 */
final class Redis implements AutoCloseable {
    private static final int BATCH = 1000;

    private final SocketChannel channel;
    private final InputStream in;
    private final OutputStream out;

    private Redis(SocketChannel channel) {
        this.channel = channel;
        this.in = new BufferedInputStream(Channels.newInputStream(channel), 1 << 16);
        this.out = Channels.newOutputStream(channel);
    }

    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        Path socket = folder.resolve("redis.sock");
        List<String> command = List.of(
                "redis-server",
                "--port",
                "0",
                "--unixsocket",
                socket.toString(),
                "--save",
                "",
                "--appendonly",
                "no",
                "--dir",
                folder.toString());
        Files.deleteIfExists(socket);
        try (Program server = Program.start(folder.resolve("redis.log"), Map.of(), command)) {
            server.await(() -> Files.exists(socket));
            try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
                channel.connect(UnixDomainSocketAddress.of(socket));
                try (Redis redis = new Redis(channel)) {
                    redis.run(folder);
                    new Figures(folder).note("redis.MB", server.megabytes("VmRSS"));
                }
            }
        }
    }

    private void run(Path folder) throws Exception {
        Figures figures = new Figures(folder);
        Questions questions = Questions.in(folder);
        try (Cache cache = Cache.open(folder.resolve("data"))) {
            load(cache);
        }
        List<String> addresses = questions.addresses().stream()
                .map(address -> address.toLowerCase(Locale.ROOT))
                .toList();
        List<String> words = questions.single().stream()
                .map(text -> String.join(" ", SearchedWords.plain(text)))
                .toList();
        Latencies.of(addresses, this::get).note(figures, "redis.lookup");
        Latencies.of(words, this::begin).note(figures, "redis.suggest");
    }

    private void load(Cache cache) throws Exception {
        ByteArrayOutputStream batch = new ByteArrayOutputStream();
        int[] pending = new int[1];
        cache.forEach(account -> {
            for (MailAddress address : account.addresses()) {
                write(batch, "HSET", "addresses", address.key(), answer(account));
                pending[0]++;
            }
            if (SearchedWords.offered(account)) {
                for (String word : SearchedWords.of(account)) {
                    write(batch, "ZADD", "words", "0", word + "\0" + account.objectGuid());
                    pending[0]++;
                }
            }
            if (pending[0] > BATCH) {
                send(batch, pending);
            }
        });
        send(batch, pending);
    }

    private void send(ByteArrayOutputStream batch, int[] pending) throws IOException {
        batch.writeTo(out);
        batch.reset();
        for (; pending[0] > 0; pending[0]--) {
            read();
        }
    }

    /** Returns roughly the content of the service's answer. */
    private static String answer(Account account) {
        return account.objectGuid() + " " + account.type() + " " + account.distinguishedName() + " " + account.cn()
                + " "
                + account.addresses() + " " + account.samAccountName() + " " + account.userPrincipalName() + " "
                + account.objectSid();
    }

    private void get(String address) throws IOException {
        ask("HGET", "addresses", address);
    }

    private void begin(String word) throws IOException {
        ask(
                "ZRANGEBYLEX",
                "words",
                "[" + word,
                "[" + word + Character.MAX_VALUE,
                "LIMIT",
                "0",
                "" + (Questions.LIMIT + 1));
    }

    private void ask(String... words) throws IOException {
        ByteArrayOutputStream request = new ByteArrayOutputStream(128);
        write(request, words);
        out.write(request.toByteArray());
        read();
    }

    private static void write(ByteArrayOutputStream batch, String... words) {
        batch.writeBytes(("*" + words.length + "\r\n").getBytes(StandardCharsets.US_ASCII));
        for (String word : words) {
            byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
            batch.writeBytes(("$" + bytes.length + "\r\n").getBytes(StandardCharsets.US_ASCII));
            batch.writeBytes(bytes);
            batch.writeBytes(new byte[] {'\r', '\n'});
        }
    }

    /** Reads one answer to its end. */
    private void read() throws IOException {
        String line = line();
        int number = line.charAt(0) == '$' || line.charAt(0) == '*' ? Integer.parseInt(line.substring(1)) : 0;
        switch (line.charAt(0)) {
            case '$' -> in.skipNBytes(number < 0 ? 0 : number + 2L);
            case '*' -> {
                for (int i = 0; i < number; i++) {
                    read();
                }
            }
            case '-' -> throw new IOException("Redis says " + line);
            default -> {}
        }
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("Redis hung up");
            }
            line.append((char) c);
        }
        return line.toString().strip();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
