package dev.jobrunner.worker.handler.http;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Answers one call at once and then sends a byte of the body every 20 ms, for ever. */
final class TricklingServer implements AutoCloseable {

    private static final long PAUSE_MILLIS = 20;

    private final ServerSocket socket;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final CountDownLatch connectionEnded = new CountDownLatch(1);

    private TricklingServer(ServerSocket socket) {
        this.socket = socket;
    }

    static TricklingServer start() throws IOException {
        TricklingServer server = new TricklingServer(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
        Thread thread = new Thread(server::serve, "trickling-server");
        thread.setDaemon(true);
        thread.start();
        return server;
    }

    String address() {
        return "http://localhost:" + socket.getLocalPort() + "/trickle";
    }

    boolean sawTheConnectionEnd() throws InterruptedException {
        return connectionEnded.await(5, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws IOException {
        stop.countDown();
        socket.close();
    }

    private void serve() {
        try (Socket connection = socket.accept()) {
            OutputStream out = connection.getOutputStream();
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            do {
                out.write('x');
                out.flush();
            } while (!stop.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS));
        } catch (IOException e) {
            connectionEnded.countDown();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
