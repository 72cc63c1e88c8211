package dev.jobrunner.core.taskset;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * What applying a set does.
 *
 * @param tasks those of the file in its order, then those that it names no more
 */
public record SetPlan(String set, List<TaskPlan> tasks) {

    private static final int VERSION_LENGTH = 16;

    public SetPlan {
        tasks = List.copyOf(tasks);
    }

    /** Whether there is anything to do. */
    public boolean isDifferent() {
        return tasks.stream().anyMatch(each -> !each.deed().isNothing());
    }

    /** How many tasks this is done to. */
    public long count(TaskPlan.Deed deed) {
        return tasks.stream().filter(each -> each.deed() == deed).count();
    }

    /** The same as long as the same would be done. */
    public String version() {
        String done =
                tasks.stream().filter(each -> !each.deed().isNothing()).toList().toString();
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest((set + done).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, VERSION_LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
