package dev.jobrunner.core.settings;

import dev.jobrunner.core.task.TaskType;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What task types run, apart from Java handlers.
 *
 * @param handlers by environment name of the type: a URL or a command line, as the operator wrote it
 * @param webhookSecret signs HTTP calls; null if they are not signed
 */
@ConfigurationProperties("jobrunner")
public record HandlerSettings(
        Map<String, String> handlers, @Nullable String webhookSecret) {

    public HandlerSettings {
        handlers = ByType.environmentNames(Variables.HANDLER.property(), handlers);
        if (webhookSecret != null) {
            Variables.WEBHOOK_SECRET.require(webhookSecret);
        }
    }

    /** The URL or command line for a type; empty if none is set. */
    public Optional<String> handlerOf(String taskType) {
        return Optional.ofNullable(handlers.get(new TaskType(taskType).environmentName()));
    }

    @Override
    public String toString() {
        return "HandlerSettings for " + handlers.keySet() + (webhookSecret == null ? ", unsigned" : ", signed");
    }
}
