package dev.jobrunner.worker.handler.command;

import java.util.Map;

/**
 * How a command ended.
 *
 * @param code the exit code, or 128 + n if signal n ended it
 */
record ExitStatus(int code) {

    private static final int SIGNAL_BASE = 128;
    private static final Map<Integer, String> SIGNALS = Map.ofEntries(
            Map.entry(1, "SIGHUP"),
            Map.entry(2, "SIGINT"),
            Map.entry(3, "SIGQUIT"),
            Map.entry(4, "SIGILL"),
            Map.entry(6, "SIGABRT"),
            Map.entry(7, "SIGBUS"),
            Map.entry(8, "SIGFPE"),
            Map.entry(9, "SIGKILL"),
            Map.entry(11, "SIGSEGV"),
            Map.entry(13, "SIGPIPE"),
            Map.entry(14, "SIGALRM"),
            Map.entry(15, "SIGTERM"),
            Map.entry(24, "SIGXCPU"),
            Map.entry(25, "SIGXFSZ"));

    boolean isSuccess() {
        return code == 0;
    }

    /** One line; a shell that passes on a signal of its child looks the same as the signal itself. */
    String describe() {
        int signal = code - SIGNAL_BASE;
        return SIGNALS.containsKey(signal)
                ? "exit code %d: killed by signal %d (%s)".formatted(code, signal, SIGNALS.get(signal))
                : "exit code " + code;
    }
}
