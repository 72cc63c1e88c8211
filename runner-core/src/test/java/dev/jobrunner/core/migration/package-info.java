/** What the migrations make of databases that the old system left behind. */
@NullMarked
package dev.jobrunner.core.migration;

import org.jspecify.annotations.NullMarked;
