-- Runs are listed newest first by the time they were claimed, whatever they are searched by: each condition that can stand
-- alone has an index in that order, so that a time range is a part of the same scan and a page is the first rows of it.

SET LOCAL lock_timeout = '30s';

CREATE INDEX scheduled_task_logs_by_task_time ON scheduled_task_logs (scheduled_task_id, executed_at);
DROP INDEX scheduled_task_logs_by_task;
CREATE INDEX scheduled_task_logs_by_type ON scheduled_task_logs (task_type, executed_at);
-- With the type between, since a worker without a handler for a busy type has run much, and nothing of that.
CREATE INDEX scheduled_task_logs_by_worker ON scheduled_task_logs (locked_by, task_type, executed_at);

-- Nineteen runs of twenty complete; whoever looks for those finds them in any order. The others are what people look for.
CREATE INDEX scheduled_task_logs_troubled ON scheduled_task_logs (status, executed_at) WHERE status <> 'completed';
DROP INDEX scheduled_task_logs_failed;

-- The words of an error. An old system's message may be longer than a text index takes.
CREATE INDEX scheduled_task_logs_error_words ON scheduled_task_logs
    USING gin (to_tsvector('simple', left(error_message, 8192)))
    WHERE error_message IS NOT NULL;
