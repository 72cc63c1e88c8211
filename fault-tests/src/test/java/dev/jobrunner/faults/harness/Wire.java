package dev.jobrunner.faults.harness;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/** One connection through a {@link Line}, a thread for each direction. */
final class Wire {

    /** How a server's answer ends: ready for the next statement, outside a transaction, so what it did is committed. */
    private static final byte[] READY = {'Z', 0, 0, 0, 5, 'I'};

    private static final int BUFFER = 1 << 16;

    private final Line line;
    private final Socket client;
    private final Socket server;
    private volatile boolean swallowing;

    Wire(Line line, Socket client, Socket server) {
        this.line = line;
        this.client = client;
        this.server = server;
    }

    void start() {
        daemon("to server", () -> pump(client, server, true));
        daemon("to client", () -> pump(server, client, false));
    }

    void reset() {
        reset(client);
        reset(server);
    }

    private void pump(Socket from, Socket to, boolean fromClient) {
        byte[] buffer = new byte[BUFFER];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                travel();
                if (line.mode() == Line.Mode.SILENT) {
                    continue;
                }
                if (fromClient) {
                    swallowing |= line.swallows(buffer, length);
                } else if (swallowing) {
                    if (isReady(buffer, length)) {
                        reset();
                        line.ended(this, true);
                        return;
                    }
                    continue;
                }
                out.write(buffer, 0, length);
                out.flush();
            }
        } catch (IOException e) {
            // one side is gone; so is the other when this returns
        } finally {
            line.ended(this, false);
        }
    }

    private void travel() {
        long nanos = line.delay().toNanos();
        if (nanos > 0) {
            LockSupport.parkNanos(
                    (long) (nanos * (0.5 + ThreadLocalRandom.current().nextDouble())));
        }
    }

    private static boolean isReady(byte[] bytes, int length) {
        for (int i = 0; i < READY.length; i++) {
            if (length < READY.length || bytes[length - READY.length + i] != READY[i]) {
                return false;
            }
        }
        return true;
    }

    static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            // closed already
        }
    }

    static void daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }
}
