package dev.jobrunner.faults.harness;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** An HTTP target that means no good, in the way that the path names. */
public final class HostileServer implements AutoCloseable {

    /** What it does to a call. */
    public enum Way {
        /** Never answers. */
        SILENT,
        /** A head, then one byte a second. */
        TRICKLE,
        /** A body without end. */
        ENDLESS,
        /** A redirect to an address that nobody should call. */
        REDIRECT,
        /** The connection is reset in the middle of the head. */
        RESET,
        /** Not HTTP at all. */
        NOISE
    }

    private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n";

    private final ServerSocket server;
    private final AtomicInteger forbidden = new AtomicInteger();

    private HostileServer(ServerSocket server) {
        this.server = server;
    }

    public static HostileServer start() {
        try {
            HostileServer started = new HostileServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
            Wire.daemon("hostile", started::accept);
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String url(Way way) {
        return "http://127.0.0.1:" + server.getLocalPort() + "/" + way.name().toLowerCase(Locale.ROOT);
    }

    /** How often a redirect was followed. */
    public int forbiddenCalls() {
        return forbidden.get();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                Wire.daemon("hostile call", () -> answer(client));
            } catch (IOException e) {
                // closed
            }
        }
    }

    private void answer(Socket client) {
        byte[] request = new byte[8192];
        try (client) {
            int length = Math.max(0, client.getInputStream().read(request));
            String path = new String(request, 0, length, StandardCharsets.ISO_8859_1).split(" ", 3)[1].substring(1);
            if (path.equals("forbidden")) {
                forbidden.incrementAndGet();
                return;
            }
            misbehave(Way.valueOf(path.toUpperCase(Locale.ROOT)), client);
        } catch (IOException e) {
            // the caller has had enough
        }
    }

    private void misbehave(Way way, Socket client) throws IOException {
        OutputStream out = client.getOutputStream();
        switch (way) {
            case SILENT -> LockSupport.parkNanos(Duration.ofMinutes(2).toNanos());
            case TRICKLE -> {
                write(out, HEAD);
                while (!server.isClosed()) {
                    write(out, ".");
                    LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
                }
            }
            case ENDLESS -> {
                write(out, HEAD);
                while (!server.isClosed()) {
                    write(out, "no end ".repeat(1000));
                }
            }
            case REDIRECT ->
                write(
                        out,
                        "HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: http://127.0.0.1:" + server.getLocalPort()
                                + "/forbidden\r\n\r\n");
            case RESET -> {
                write(out, "HTTP/1.1 20");
                Wire.reset(client);
            }
            case NOISE -> write(out, "\0\1\2 this is not HTTP\r\n\r\n");
        }
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
