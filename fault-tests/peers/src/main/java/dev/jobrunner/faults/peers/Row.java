package dev.jobrunner.faults.peers;

import dev.jobrunner.faults.evidence.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * What one trial made of one peer.
 *
 * @param waited how long somebody waited for everything to be settled, if it was in vain
 * @param remark what else is to be said
 */
record Row(String trial, Peer peer, Peer.Pace pace, Verdict verdict, int open, Duration waited, String remark) {

    static final List<String> HEADS = List.of(
            "fault",
            "runner",
            "settings",
            "jobs",
            "lost",
            "still open",
            "overlapping",
            "done once more",
            "recovery p50 / max",
            "remark");

    List<String> cells() {
        return List.of(
                trial,
                peer.name(),
                pace.word() + ": " + peer.detection(pace),
                String.valueOf(verdict.tasks()),
                String.valueOf(verdict.lost().size()),
                open == 0 ? "0" : open + " after " + waited.toSeconds() + " s",
                String.valueOf(verdict.overlapping().size()),
                String.valueOf(verdict.again()),
                recovery(),
                remark);
    }

    private String recovery() {
        if (verdict.recoveries().isEmpty()) {
            return open == 0 ? "–" : "> " + waited.toSeconds() + " s";
        }
        String most = seconds(verdict.longestRecovery());
        return seconds(verdict.medianRecovery()) + " / " + (open == 0 ? most : "> " + waited.toSeconds()) + " s";
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f", time.toMillis() / 1000.0);
    }
}
