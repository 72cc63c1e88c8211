package dev.jobrunner.scheduler.tick;

import dev.jobrunner.core.backfill.Backfills;
import dev.jobrunner.core.calendar.BlackoutLedger;
import dev.jobrunner.core.fleet.LiveRuns;
import dev.jobrunner.core.fleet.WorkerRegistry;
import dev.jobrunner.core.forecast.Forecaster;
import dev.jobrunner.core.insight.HealthQuery;
import dev.jobrunner.core.insight.RecentRuns;
import dev.jobrunner.core.queue.LockReaper;
import dev.jobrunner.core.settings.LockTimeouts;
import dev.jobrunner.core.settings.RetentionSettings;
import dev.jobrunner.core.settings.SchedulerSettings;
import dev.jobrunner.core.settings.WorkerSettings;
import dev.jobrunner.core.task.IdempotencyKeys;
import dev.jobrunner.core.task.WaitingTasks;
import dev.jobrunner.core.upkeep.ConcurrencyTuner;
import dev.jobrunner.core.upkeep.LogPruner;
import dev.jobrunner.core.upkeep.SchedulePlanner;
import dev.jobrunner.core.upkeep.SchedulerIdentity;
import dev.jobrunner.core.upkeep.SchedulerRegistry;
import dev.jobrunner.core.upkeep.SilentWorkers;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** The steps, each with its place in the tick. Other features may add theirs in between. */
@Configuration(proxyBeanMethods = false)
class StepConfiguration {

    private final DataSource database;
    private final Duration interval;

    StepConfiguration(DataSource database, SchedulerSettings settings) {
        this.database = database;
        this.interval = settings.tickInterval();
    }

    @Bean
    LossReport lossReport() {
        return new LossReport();
    }

    @Bean
    @Order(10)
    PlanNextRuns planNextRuns() {
        return new PlanNextRuns(new SchedulePlanner(database), interval);
    }

    @Bean
    @Order(20)
    ReleaseDeadWorkers releaseDeadWorkers(LockReaper reaper, LossReport report, WorkerSettings workers) {
        return new ReleaseDeadWorkers(reaper, new SilentWorkers(database), report, interval, workers.deadAfter());
    }

    @Bean
    @Order(30)
    ReleaseExpiredLocks releaseExpiredLocks(
            LockReaper reaper, LossReport report, LockTimeouts timeouts, WorkerSettings workers) {
        return new ReleaseExpiredLocks(reaper, timeouts, report, workers.deadAfter(), interval);
    }

    @Bean
    @Order(35)
    ReleaseWaitingTasks releaseWaitingTasks() {
        return new ReleaseWaitingTasks(new WaitingTasks(database), interval);
    }

    @Bean
    @Order(40)
    EnterTick enterTick(SchedulerIdentity self) {
        return new EnterTick(new SchedulerRegistry(database), self, interval);
    }

    @Bean
    @Order(45)
    ApplyLimits applyLimits(ConcurrencyTuner tuner) {
        return new ApplyLimits(tuner, interval);
    }

    @Bean
    @Order(47)
    CountBlackouts countBlackouts() {
        return new CountBlackouts(new BlackoutLedger(database), interval);
    }

    @Bean
    @Order(48)
    GoOnWithBackfills goOnWithBackfills(Backfills backfills) {
        return new GoOnWithBackfills(backfills, interval);
    }

    @Bean
    @Order(50)
    PruneLedger pruneLedger(RetentionSettings retention) {
        return new PruneLedger(new LogPruner(database), new IdempotencyKeys(database), retention.logs(), interval);
    }

    @Bean
    @Order(60)
    ForgetWorkers forgetWorkers() {
        return new ForgetWorkers(new WorkerRegistry(database));
    }

    @Bean
    @Order(65)
    SweepLiveOutput sweepLiveOutput() {
        return new SweepLiveOutput(new LiveRuns(database));
    }

    @Bean
    @Order(90)
    LearnDurations learnDurations(Forecaster forecaster) {
        return new LearnDurations(forecaster);
    }

    @Bean
    @Order(80)
    LogStatistics logStatistics(HealthQuery health) {
        return new LogStatistics(health, new RecentRuns(database));
    }
}
