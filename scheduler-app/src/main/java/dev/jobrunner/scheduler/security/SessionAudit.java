package dev.jobrunner.scheduler.security;

import dev.jobrunner.core.audit.Actor;
import dev.jobrunner.core.audit.AuditRecord;
import dev.jobrunner.core.audit.AuditTrail;
import dev.jobrunner.core.audit.Face;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Enters who signs in and out, and failures: of those at most {@value #FAILURES_AT_ONCE} at once and one every
 * {@value #SECONDS_EACH} s, since anybody can make them; the next entry says how many were left out. An audit that cannot be
 * written keeps nobody out: with the database away, people must still get to the page that says so.
 */
final class SessionAudit {

    private static final int FAILURES_AT_ONCE = 20;
    private static final int SECONDS_EACH = 10;

    private static final JsonMapper JSON = new JsonMapper();
    private static final Logger log = LoggerFactory.getLogger(SessionAudit.class);

    private final AuditTrail trail;
    private final LongSupplier nanoTime;
    private double allowed = FAILURES_AT_ONCE;
    private long allowedAt;
    private long leftOut;

    SessionAudit(AuditTrail trail, LongSupplier nanoTime) {
        this.trail = trail;
        this.nanoTime = nanoTime;
        this.allowedAt = nanoTime.getAsLong();
    }

    void signedIn(String name, Caller caller) {
        enter(name, caller, "sign-in", name, 0);
    }

    void signedOut(String name, Caller caller) {
        enter(name, caller, "sign-out", name, 0);
    }

    /** @param account that exists; null for any other, since people type passwords there by mistake */
    void failed(@Nullable String account, Caller caller) {
        long unwritten = mayWrite();
        if (unwritten >= 0) {
            enter("anonymous", caller, "sign-in failed", account, unwritten);
        }
    }

    /** How many failures were left out before this one; negative if this one is to be left out too. */
    private synchronized long mayWrite() {
        long now = nanoTime.getAsLong();
        double gained =
                (double) (now - allowedAt) / Duration.ofSeconds(SECONDS_EACH).toNanos();
        allowed = Math.min(FAILURES_AT_ONCE, allowed + gained);
        allowedAt = now;
        if (allowed < 1) {
            leftOut++;
            return -1;
        }
        allowed--;
        long before = leftOut;
        leftOut = 0;
        return before;
    }

    private void enter(String actor, Caller caller, String action, @Nullable String account, long leftOut) {
        ObjectNode after = JSON.createObjectNode();
        after.put("address", caller.address());
        after.put("way", caller.way());
        if (leftOut > 0) {
            after.put("failures_left_out", leftOut);
        }
        Face face = caller.isProgram() ? Face.API : Face.PAGE;
        try {
            trail.enter(
                    new Actor(actor, face),
                    new AuditRecord(action, "session", null, account, null, JSON.writeValueAsString(after)));
        } catch (DataAccessException e) {
            log.warn("The audit could not be written: {} of {} from {}", action, account, caller.address(), e);
        }
    }
}
