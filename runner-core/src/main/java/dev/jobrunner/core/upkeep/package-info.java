/** What keeps the tables in order while nobody looks: next run times, old ledger rows, limits from the settings. */
@NullMarked
package dev.jobrunner.core.upkeep;

import org.jspecify.annotations.NullMarked;
