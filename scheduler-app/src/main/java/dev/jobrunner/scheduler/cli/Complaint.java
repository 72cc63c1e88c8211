package dev.jobrunner.scheduler.cli;

import dev.jobrunner.core.backfill.BackfillRefusedException;
import dev.jobrunner.core.calendar.CalendarConflictException;
import dev.jobrunner.core.schedule.InvalidScheduleException;
import dev.jobrunner.core.settings.DatabaseAway;
import dev.jobrunner.core.settings.StartRefused;
import dev.jobrunner.core.task.InvalidTaskException;
import dev.jobrunner.core.task.TaskConflictException;
import dev.jobrunner.core.taskset.RefusedSetException;
import dev.jobrunner.scheduler.input.InvalidInputException;
import dev.jobrunner.scheduler.schema.RootCause;
import dev.jobrunner.scheduler.taskset.InvalidFileException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.CannotGetJdbcConnectionException;

/**
 * What is wrong, in one line; of a file of tasks, a line for each fault.
 *
 * @param exitCode as in {@link ExitCode}
 */
record Complaint(String line, int exitCode) {

    private static final String NO_SUCH_TABLE = "42P01";
    private static final String NO_SUCH_COLUMN = "42703";

    /** @param session of the command that failed */
    static Complaint about(Throwable failure, CommandSession session) {
        Optional<String> away = DatabaseAway.explain(failure);
        if (away.isPresent()) {
            return unreachable(session.access().place() + ": " + away.get());
        }
        if (failure instanceof StartRefused
                || failure instanceof InvalidInputException
                || failure instanceof InvalidScheduleException) {
            return unreachable(message(failure));
        }
        if (failure instanceof InvalidFileException || failure instanceof RefusedSetException) {
            return new Complaint(String.valueOf(failure.getMessage()), ExitCode.DEGRADED_OR_REFUSED);
        }
        if (failure instanceof InvalidTaskException
                || failure instanceof TaskConflictException
                || failure instanceof CalendarConflictException
                || failure instanceof BackfillRefusedException) {
            return new Complaint(message(failure), ExitCode.DEGRADED_OR_REFUSED);
        }
        if (failure instanceof FileAlreadyExistsException there) {
            return new Complaint(
                    "the file '" + there.getFile() + "' exists already; name another one",
                    ExitCode.DEGRADED_OR_REFUSED);
        }
        if (failure instanceof IOException file) {
            return unreachable(about(file));
        }
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CannotGetJdbcConnectionException) {
                return unreachable(session.access().place() + ": no connection: " + RootCause.line(cause));
            }
            if (cause instanceof SQLException sql
                    && (NO_SUCH_TABLE.equals(sql.getSQLState()) || NO_SUCH_COLUMN.equals(sql.getSQLState()))) {
                return unreachable(session.access().place()
                        + ": the tables are not there or not up to date; run the command 'migrate' first");
            }
        }
        return new Complaint("failed: " + RootCause.line(failure), ExitCode.DEGRADED_OR_REFUSED);
    }

    private static String about(IOException failure) {
        if (failure instanceof NoSuchFileException missing) {
            return "the file '" + missing.getFile() + "' does not exist, or its folder does not";
        }
        if (failure instanceof AccessDeniedException denied) {
            return "the file '" + denied.getFile() + "' cannot be used: its permissions do not allow it";
        }
        return "the file cannot be used: " + RootCause.line(failure);
    }

    private static Complaint unreachable(String line) {
        return new Complaint(line, ExitCode.WRONG_USE_OR_UNREACHABLE);
    }

    private static String message(Throwable failure) {
        String text = failure.getMessage() == null ? failure.toString() : failure.getMessage();
        return text.strip().replaceAll("\\s*\\R[\\s-]*", "; ");
    }
}
