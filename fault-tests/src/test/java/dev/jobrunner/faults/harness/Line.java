package dev.jobrunner.faults.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The network between an application and PostgreSQL, as a TCP proxy whose faults the test decides. */
public final class Line implements AutoCloseable {

    /** What happens to every byte on its way. */
    enum Mode {
        OPEN,
        /** Connections end with a reset and new ones are refused. */
        CUT,
        /** Nothing comes through and nobody is told: what a firewall does that has forgotten a connection. */
        SILENT
    }

    private final int target;
    private final ServerSocket server;
    private final Set<Wire> wires = ConcurrentHashMap.newKeySet();
    private final AtomicInteger swallowed = new AtomicInteger();
    private volatile Mode mode = Mode.OPEN;
    private volatile Duration delay = Duration.ZERO;
    private volatile Swallow swallow = Swallow.NOTHING;

    private Line(int target, ServerSocket server) {
        this.target = target;
        this.server = server;
    }

    /** A line to a port of this machine. */
    public static Line to(int target) {
        try {
            Line line = new Line(target, new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
            Wire.daemon("line", line::accept);
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return server.getLocalPort();
    }

    public void cut() {
        mode = Mode.CUT;
        wires.forEach(Wire::reset);
    }

    public void silence() {
        mode = Mode.SILENT;
    }

    /** As good as new; connections that were silent stay so until their owners give them up. */
    public void mend() {
        mode = Mode.OPEN;
    }

    /** Each piece that travels takes so long, give or take a half. */
    public void delay(Duration each) {
        delay = each;
    }

    /**
     * Of the statements that contain {@code marker}, every {@code nth} is carried out by the server, but its answer is lost
     * together with the connection. Sees only statements that travel as text ({@code prepareThreshold=0}).
     */
    public void swallowAnswers(String marker, int nth) {
        swallow = new Swallow(marker, nth);
    }

    public void swallowNothing() {
        swallow = Swallow.NOTHING;
    }

    /** How many answers have been lost so far. */
    public int swallowed() {
        return swallowed.get();
    }

    /** How many connections it carries, those that have fallen silent included. */
    public int connections() {
        return wires.size();
    }

    Mode mode() {
        return mode;
    }

    Duration delay() {
        return delay;
    }

    /** Whether the answer to these bytes of a client is to be lost. */
    boolean swallows(byte[] bytes, int length) {
        return swallow.applies(bytes, length);
    }

    void ended(Wire wire, boolean answerLost) {
        wires.remove(wire);
        if (answerLost) {
            swallowed.incrementAndGet();
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                if (mode == Mode.CUT) {
                    Wire.reset(client);
                    continue;
                }
                connect(client);
            } catch (IOException e) {
                // closed, or the client has gone already
            }
        }
    }

    private void connect(Socket client) {
        try {
            Wire wire = new Wire(this, client, new Socket(InetAddress.getLoopbackAddress(), target));
            wires.add(wire);
            wire.start();
        } catch (IOException e) {
            Wire.reset(client); // the server is away
        }
    }

    @Override
    public void close() {
        mode = Mode.CUT;
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        wires.forEach(Wire::reset);
    }
}
