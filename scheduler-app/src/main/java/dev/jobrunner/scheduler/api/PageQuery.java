package dev.jobrunner.scheduler.api;

import dev.jobrunner.scheduler.input.WholeNumber;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/**
 * Which part of a list is asked for. A controller that has it as a parameter takes {@code limit} and {@code after}, reads
 * {@link #rows()} rows behind {@link #after()}, and gives them to {@link #answer}.
 *
 * @param limit rows in the answer at the most: 1 to {@value #MOST}
 * @param after cursor that the list goes on from; null for its beginning
 */
public record PageQuery(int limit, @Nullable String after) {

    static final int DEFAULT = 50;
    static final int MOST = 500;

    static PageQuery of(NativeWebRequest request) {
        String limit = request.getParameter("limit");
        String after = request.getParameter("after");
        return new PageQuery(
                limit == null || limit.isBlank() ? DEFAULT : WholeNumber.parse("limit", limit, 1, MOST),
                after == null || after.isBlank() ? null : after);
    }

    /** How many rows to read: one more than are shown, which tells whether there are more. */
    public int rows() {
        return limit + 1;
    }

    /** The id that the cursor stands for, or {@code start} at the beginning of the list. */
    public long afterId(long start) {
        String cursor = after;
        return cursor == null ? start : Cursor.id(cursor);
    }

    /**
     * @param rows {@link #rows()} of them or fewer, in the order of the list
     * @param cursor of a row
     */
    public <T> ResponseEntity<ApiPage<T>> answer(List<T> rows, Function<T, String> cursor) {
        if (rows.size() <= limit) {
            return ResponseEntity.ok(new ApiPage<>(rows, null));
        }
        String next = cursor.apply(rows.get(limit - 1));
        String link = ServletUriComponentsBuilder.fromCurrentRequest()
                .replaceQueryParam("after", next)
                .toUriString();
        return ResponseEntity.ok()
                .header(HttpHeaders.LINK, "<" + link + ">; rel=\"next\"")
                .body(new ApiPage<>(rows.subList(0, limit), next));
    }
}
