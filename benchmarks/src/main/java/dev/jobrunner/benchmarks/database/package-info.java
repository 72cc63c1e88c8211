/** The PostgreSQL server under all subjects, and one database for each measurement. */
@NullMarked
package dev.jobrunner.benchmarks.database;

import org.jspecify.annotations.NullMarked;
