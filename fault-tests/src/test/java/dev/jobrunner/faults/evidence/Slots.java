package dev.jobrunner.faults.evidence;

import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The slots of recurring tasks. */
public final class Slots {

    private Slots() {}

    /**
     * How many slots between two that were completed have no run that stands for them.
     *
     * @param every from one slot of that pattern to the next
     */
    public static long missedUncounted(JdbcClient jdbc, String pattern, Duration every) {
        return jdbc.sql("""
                        SELECT count(*)
                        FROM (SELECT l.scheduled_for, l.missed_slots,
                                     lead(l.scheduled_for) OVER (PARTITION BY l.scheduled_task_id ORDER BY l.scheduled_for) AS next
                              FROM scheduled_task_logs l
                              JOIN scheduled_tasks t ON t.id = l.scheduled_task_id
                              WHERE l.status = 'completed' AND t.schedule_pattern = :pattern) s
                        WHERE s.next <> s.scheduled_for + (1 + coalesce(s.missed_slots, 0)) * :seconds * interval '1 second'
                        """)
                .param("pattern", pattern)
                .param("seconds", every.toSeconds())
                .query(Long.class)
                .single();
    }
}
