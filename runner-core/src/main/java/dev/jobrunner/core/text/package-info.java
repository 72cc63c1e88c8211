/** Text on its way into the database: free of secrets, of what PostgreSQL cannot store, and no longer than allowed. */
@NullMarked
package dev.jobrunner.core.text;

import org.jspecify.annotations.NullMarked;
