/** What was measured, kept for {@code docs/reliability.md}. */
@NullMarked
package dev.jobrunner.faults.report;

import org.jspecify.annotations.NullMarked;
