package dev.jobrunner.core.insight;

import dev.jobrunner.core.task.TaskType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Says which types nobody runs. They come from the table as somebody wrote them there, names that are not allowed too. */
final class UnhandledTypes {

    private static final int SHOWN = 40;

    private UnhandledTypes() {}

    static List<String> reasons(List<String> types) {
        List<String> reasons = new ArrayList<>();
        List<String> usable = types.stream().filter(UnhandledTypes::usable).toList();
        if (!usable.isEmpty()) {
            reasons.add("no live worker has a handler for %s: set %s on the workers"
                    .formatted(all(usable, UnhandledTypes::shown), all(usable, UnhandledTypes::variable)));
        }
        List<String> unusable = types.stream().filter(type -> !usable(type)).toList();
        if (!unusable.isEmpty()) {
            reasons.add("no worker can have a handler for %s: set task_type to a name of 1 to %d characters"
                            .formatted(all(unusable, type -> "'" + shown(type) + "'"), TaskType.MAX_LENGTH)
                    + " without control characters");
        }
        return reasons;
    }

    /** The same without the names, for people who are not signed in. */
    static List<String> reasonsWithoutNames(List<String> types) {
        if (types.isEmpty()) {
            return List.of();
        }
        return List.of("no live worker has a handler for %s that %s tasks due: sign in to see which"
                .formatted(
                        types.size() == 1 ? "1 task type" : types.size() + " task types",
                        types.size() == 1 ? "has" : "have"));
    }

    private static boolean usable(String type) {
        return !type.isBlank()
                && type.length() <= TaskType.MAX_LENGTH
                && type.chars().noneMatch(Character::isISOControl);
    }

    private static String shown(String type) {
        String cut = type.length() > TaskType.MAX_LENGTH ? type.substring(0, SHOWN) + "…" : type;
        return cut.replaceAll("\\p{Cc}", "?");
    }

    private static String variable(String usable) {
        return "HANDLER_" + new TaskType(usable).environmentName();
    }

    private static String all(List<String> types, UnaryOperator<String> spelling) {
        return types.stream().map(spelling).collect(Collectors.joining(", "));
    }
}
