package dev.jobrunner.worker.handler.command;

import dev.jobrunner.worker.handler.RunContext;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The variables that a command sees: those of the worker without the worker's own secrets, and the facts of the run.
 * A job that needs a secret gets a variable of its own for it.
 */
final class CommandEnvironment {

    private static final Set<String> SECRETS = Set.of(
            "DATABASE_URL",
            "ADMIN_PASSWORD",
            "OPERATOR_PASSWORD",
            "VIEWER_PASSWORD",
            "OIDC_CLIENT_SECRET",
            "WEBHOOK_SECRET",
            "PGPASSWORD",
            "PGPASSFILE",
            "PGSERVICEFILE",
            "PGSSLKEY",
            "PGSSLPASSWORD");

    /** HANDLER_ belongs here because an address may hold a password. */
    private static final Set<String> SECRET_PREFIXES = Set.of(
            "HANDLER_",
            "SPRING_",
            "JOBRUNNER_HANDLERS_",
            "JOBRUNNER_WEBHOOK",
            "JOBRUNNER_DATABASE",
            "JOBRUNNER_ADMIN",
            "JOBRUNNER_OPERATOR",
            "JOBRUNNER_VIEWER",
            "JOBRUNNER_OIDC");

    private final Map<String, String> inherited = new TreeMap<>();

    CommandEnvironment(Map<String, String> ofWorker) {
        ofWorker.forEach((name, value) -> {
            if (!isSecret(name)) {
                inherited.put(name, value);
            }
        });
    }

    Map<String, String> of(RunContext run, RunMark mark) {
        Map<String, String> environment = new TreeMap<>(inherited);
        environment.put("JOBRUNNER_TASK_ID", Long.toString(run.taskId()));
        environment.put("JOBRUNNER_RUN_ID", Long.toString(run.runId()));
        environment.put("JOBRUNNER_TASK_TYPE", run.taskType());
        environment.put("JOBRUNNER_ATTEMPT", Integer.toString(run.attempt()));
        environment.put("JOBRUNNER_SCHEDULED_FOR", run.scheduledFor().toString());
        environment.put("JOBRUNNER_LATE_SECONDS", Long.toString(run.lateBy().toSeconds()));
        environment.put(RunMark.VARIABLE, mark.value());
        return environment;
    }

    private static boolean isSecret(String name) {
        return SECRETS.contains(name) || SECRET_PREFIXES.stream().anyMatch(name::startsWith);
    }
}
