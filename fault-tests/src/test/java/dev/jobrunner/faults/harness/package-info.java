/** The installation under test and what can be done to it: PostgreSQL, the lines to it, and the applications' processes. */
@NullMarked
package dev.jobrunner.faults.harness;

import org.jspecify.annotations.NullMarked;
