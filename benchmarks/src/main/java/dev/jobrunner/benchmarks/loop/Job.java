package dev.jobrunner.benchmarks.loop;

import java.sql.Timestamp;

/** A claimed job. */
record Job(long id, String type, Timestamp due, Timestamp lockedAt) {}
