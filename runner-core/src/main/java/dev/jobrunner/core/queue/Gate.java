package dev.jobrunner.core.queue;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One of the conditions that a task has to meet before a worker takes it.
 *
 * @param holds whether it holds the task back
 * @param sentence for people, whether it holds or not
 * @param facts by name, for programs: times, ids, counts, texts, and lists of such maps
 * @param remedy what would open it; null where nothing has to be done, or nobody can
 */
public record Gate(
        Name name,
        boolean holds,
        String sentence,
        Map<String, @Nullable Object> facts,
        @Nullable Remedy remedy) {

    public Gate {
        facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
    }

    /** In the order in which a claim meets them. */
    public enum Name {
        ACTIVE,
        OTHERS_DONE,
        PLANNED,
        DUE,
        UNLOCKED,
        NOT_HELD,
        BELOW_LIMIT,
        HANDLED,
        WORKER_FREE,
        ITS_TURN;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What somebody can do about a gate. */
    public enum Remedy {
        RESUME,
        RESET,
        RESET_OTHER,
        RUN,
        CANCEL,
        UNLOCK,
        ACTIVATE,
        MEND_SCHEDULE,
        MOVE_END,
        WIDEN_LIMIT,
        ADD_HANDLER,
        RESUME_WORKER
    }

    static Gate open(Name name, String sentence) {
        return new Gate(name, false, sentence, Map.of(), null);
    }

    static Gate holding(Name name, String sentence, @Nullable Remedy remedy) {
        return new Gate(name, true, sentence, Map.of(), remedy);
    }

    Gate with(String fact, @Nullable Object value) {
        Map<String, @Nullable Object> more = new LinkedHashMap<>(facts);
        more.put(fact, value);
        return new Gate(name, holds, sentence, more, remedy);
    }
}
