package dev.jobrunner.scheduler.tick;

import dev.jobrunner.core.upkeep.SchedulePlanner;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives tasks their next run time that have none: new ones, and those whose schedule was changed; completes those whose end has come. */
final class PlanNextRuns implements TickStep {

    private static final Logger log = LoggerFactory.getLogger(PlanNextRuns.class);

    private final SchedulePlanner planner;
    private final Duration interval;

    PlanNextRuns(SchedulePlanner planner, Duration interval) {
        this.planner = planner;
        this.interval = interval;
    }

    @Override
    public String name() {
        return "plan next runs";
    }

    /** Many statements, none of which waits for anybody. */
    @Override
    public Duration timeout() {
        return Duration.ofSeconds(20);
    }

    @Override
    public Duration run() {
        SchedulePlanner.Planned planned = planner.plan();
        if (planned.planned() > 0) {
            log.info("Planned the next run of {} tasks", planned.planned());
        }
        if (planned.completed() > 0) {
            log.info("Completed {} tasks that have no slot left before their ends_at", planned.completed());
        }
        if (planned.refused() > 0) {
            log.warn(
                    "{} tasks have a schedule that cannot be used and will not run until it is changed;"
                            + " the column schedule_error says why",
                    planned.refused());
        }
        return interval;
    }
}
