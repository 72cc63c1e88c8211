package dev.jobrunner.core.task;

import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Finds tasks. */
public final class TaskSearch {

    private final JdbcClient jdbc;
    private final StuckAfter stuckAfter;

    public TaskSearch(DataSource dataSource, StuckAfter stuckAfter) {
        this.jdbc = JdbcClient.create(dataSource);
        this.stuckAfter = stuckAfter;
    }

    public Optional<Task> find(long id) {
        return first(TaskFilter.byId(id));
    }

    /** The first by id of those that match. */
    public Optional<Task> first(TaskFilter filter) {
        return search(filter, Long.MIN_VALUE, 1).stream().findFirst();
    }

    /** All that match, by id. */
    public List<Task> all(TaskFilter filter) {
        return search(filter, Long.MIN_VALUE, Integer.MAX_VALUE);
    }

    /**
     * A page of those that match, by id.
     *
     * @param after ids greater than this one only
     */
    public List<Task> search(TaskFilter filter, long after, int limit) {
        TaskCriteria criteria = TaskCriteria.of(filter, stuckAfter);
        return criteria.bind(jdbc.sql("SELECT " + Task.COLUMNS + " FROM scheduled_tasks t WHERE t.id > :after AND "
                                + criteria.condition()
                                + " ORDER BY t.id LIMIT :limit")
                        .param("after", after)
                        .param("limit", limit))
                .query(Task::of)
                .list();
    }

    /** How many match. */
    public long count(TaskFilter filter) {
        TaskCriteria criteria = TaskCriteria.of(filter, stuckAfter);
        return criteria.bind(jdbc.sql("SELECT count(*) FROM scheduled_tasks t WHERE " + criteria.condition()))
                .query(Long.class)
                .single();
    }

    /** Every type that a task has, in order. */
    public List<String> types() {
        return jdbc.sql("SELECT DISTINCT t.task_type FROM scheduled_tasks t ORDER BY t.task_type")
                .query(String.class)
                .list();
    }
}
