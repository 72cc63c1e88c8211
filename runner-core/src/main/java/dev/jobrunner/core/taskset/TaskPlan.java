package dev.jobrunner.core.taskset;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What applying a set does to one task.
 *
 * @param id null for a task that is not there yet
 * @param changes what differs; for a new task all that is declared
 */
public record TaskPlan(Deed deed, String name, @Nullable Long id, List<FieldChange> changes) {

    public TaskPlan {
        changes = List.copyOf(changes);
    }

    /** Empty where the field stays as it is. */
    Optional<FieldChange> change(String field) {
        return changes.stream().filter(each -> each.field().equals(field)).findFirst();
    }

    /** What is done. */
    public enum Deed {
        CREATE,
        CHANGE,
        /** Nothing: it is as declared. */
        NONE,
        /** As {@link Prune#PAUSE}. */
        PAUSE,
        /** As {@link Prune#DELETE}. */
        DELETE,
        /** As {@link Prune#RELEASE}. */
        RELEASE,
        /** Nothing: the file names it no more, and nobody says what shall become of it. */
        LEFT;

        /** As answers spell it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Whether it is nothing. */
        public boolean isNothing() {
            return this == NONE || this == LEFT;
        }
    }
}
