/** Tables, plots and the page made of the measurements. */
@NullMarked
package dev.jobrunner.benchmarks.report;

import org.jspecify.annotations.NullMarked;
