package dev.jobrunner.scheduler;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A wire to the test database that can be cut: open connections break, new ones are closed at once. */
final class SwitchedWire implements AutoCloseable {

    private static final Pattern ADDRESS = Pattern.compile("jdbc:postgresql://([^:/]+):(\\d+)(/.*)");

    private final ServerSocket server;
    private final String host;
    private final int port;
    private final String rest;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean joined = true;

    private SwitchedWire(Matcher address) throws IOException {
        this.host = address.group(1);
        this.port = Integer.parseInt(address.group(2));
        this.rest = address.group(3);
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    static SwitchedWire to(String jdbcUrl) throws IOException {
        Matcher address = ADDRESS.matcher(jdbcUrl);
        if (!address.matches()) {
            throw new IllegalArgumentException("Not the URL of one server: " + jdbcUrl);
        }
        return new SwitchedWire(address);
    }

    String jdbcUrl() {
        return "jdbc:postgresql://localhost:" + server.getLocalPort() + rest;
    }

    void cut() {
        joined = false;
        open.forEach(SwitchedWire::closeQuietly);
        open.clear();
    }

    void join() {
        joined = true;
    }

    @Override
    public void close() throws IOException {
        server.close();
        cut();
        threads.shutdownNow();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket near = server.accept();
                if (!joined) {
                    near.close();
                    continue;
                }
                Socket far = new Socket(host, port);
                open.add(near);
                open.add(far);
                threads.execute(() -> copy(near, far));
                threads.execute(() -> copy(far, near));
            } catch (IOException e) {
                // closed, or the database itself is away: the client sees it
            }
        }
    }

    private static void copy(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // cut
        }
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // closed all the same
        }
    }
}
