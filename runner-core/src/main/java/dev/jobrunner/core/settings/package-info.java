/** What can be set from outside, by environment variable or property, and what it is when nobody sets it. */
@NullMarked
package dev.jobrunner.core.settings;

import org.jspecify.annotations.NullMarked;
