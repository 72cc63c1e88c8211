/** Test support that all modules use: a real PostgreSQL with a fresh schema per test class. */
@NullMarked
package dev.jobrunner.core.testing;

import org.jspecify.annotations.NullMarked;
