package dev.jobrunner.worker.execute;

import dev.jobrunner.core.queue.ClaimedTask;
import dev.jobrunner.core.queue.RunOutcome;
import dev.jobrunner.core.settings.LockTimeouts;
import dev.jobrunner.core.text.Redactor;
import dev.jobrunner.worker.handler.HandlerRegistry;
import dev.jobrunner.worker.handler.RunContext;
import dev.jobrunner.worker.handler.RunFailedException;
import dev.jobrunner.worker.handler.RunOutput;
import dev.jobrunner.worker.live.LiveOutput;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Optional;

/** Runs one task: resolve the handler, let it work, tell the outcome. The only place where outcomes are told apart. */
final class TaskRunner {

    private final HandlerRegistry handlers;
    private final LockTimeouts timeouts;
    private final int outputLimitBytes;
    private final Redactor redactor;

    /** @param redactor of what is shown while a run goes on */
    TaskRunner(HandlerRegistry handlers, LockTimeouts timeouts, int outputLimitBytes, Redactor redactor) {
        this.handlers = handlers;
        this.timeouts = timeouts;
        this.outputLimitBytes = outputLimitBytes;
        this.redactor = redactor;
    }

    /** @return how the run ended; empty when its lock was taken away, so that there is nothing to write */
    Optional<RunOutcome> run(RunningTask running) {
        Optional<String> skipped = running.task().whySkipped();
        if (skipped.isPresent()) {
            Optional<StopReason> reason = running.end();
            return reason.isPresent()
                    ? stopped(reason.get(), running.task(), "")
                    : Optional.of(new RunOutcome.Skipped(skipped.get()));
        }
        LiveOutput live = new LiveOutput(redactor);
        RunOutput output = new RunOutput(outputLimitBytes, live::printed);
        running.shows(live);
        String failure = handle(running, output);
        Optional<StopReason> stopped = running.end();
        if (stopped.isPresent()) {
            return stopped(stopped.get(), running.task(), output.snapshot());
        }
        return Optional.of(
                failure.isEmpty()
                        ? new RunOutcome.Completed(output.snapshot())
                        : new RunOutcome.Failed(failure, output.snapshot()));
    }

    /** @return what went wrong; empty when nothing did */
    private String handle(RunningTask running, RunOutput output) {
        ClaimedTask task = running.task();
        running.begin();
        try {
            handlers.find(task.taskType())
                    .orElseThrow(() -> new RunFailedException("this worker has no handler for " + task.taskType()))
                    .handle(context(task, output));
            return "";
        } catch (InterruptedException e) {
            return "interrupted from within the handler";
        } catch (RunFailedException e) {
            return messageOf(e);
        } catch (Throwable e) { // whatever a job throws is its own failure, never the worker's
            return stackTrace(e);
        }
    }

    /** What a run that was stopped for this reason ends as; empty when there is nothing to write. */
    Optional<RunOutcome> stopped(StopReason reason, ClaimedTask task, String output) {
        return switch (reason) {
            case TIMEOUT ->
                Optional.of(new RunOutcome.Failed(
                        "lock timeout of " + readable(task) + " passed: the run was ended", output));
            case CANCELLED -> Optional.of(new RunOutcome.Cancelled("cancelled on request", output));
            case CANNOT_RENEW -> Optional.of(new RunOutcome.Lost("the worker did not renew its locks in time", output));
            case DATABASE_AWAY ->
                Optional.of(new RunOutcome.HandedBack("handed back: the worker could not reach the database", output));
            case SHUTDOWN ->
                Optional.of(new RunOutcome.HandedBack("handed back: the worker was shutting down", output));
            case LOCK_LOST -> Optional.empty();
        };
    }

    private String readable(ClaimedTask task) {
        long seconds = timeouts.of(task.taskType()).toSeconds();
        return seconds % 60 == 0 ? seconds / 60 + " min" : seconds + " s";
    }

    private static RunContext context(ClaimedTask task, RunOutput output) {
        return new RunContext(
                task.taskId(),
                task.runId(),
                task.taskType(),
                task.name(),
                task.attempt(),
                task.scheduledFor(),
                task.lateBy(),
                task.payload(),
                output);
    }

    private static String messageOf(RunFailedException failure) {
        String message = failure.getMessage();
        return message == null || message.isBlank() ? "failed without a message" : message;
    }

    private static String stackTrace(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }
}
