package dev.jobrunner.core.audit;

import org.jspecify.annotations.Nullable;

/**
 * An action to be entered.
 *
 * @param action one word such as {@code pause}; a verb of the API where there is one
 * @param subjectKind {@code task}, {@code worker}, {@code token}, {@code session}, {@code runs} or {@code calendar}
 * @param subjectId null where the subject has none
 * @param subjectName null where it has none
 * @param before JSON object of the fields that change; null if the subject did not exist. Secrets do not belong here.
 * @param after the same fields afterwards; null if the subject is gone
 */
public record AuditRecord(
        String action,
        String subjectKind,
        @Nullable String subjectId,
        @Nullable String subjectName,
        @Nullable String before,
        @Nullable String after) {}
