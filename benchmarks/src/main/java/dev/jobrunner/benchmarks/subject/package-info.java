/** What is measured: the product, its peers, and the limit, each behind one interface. */
@NullMarked
package dev.jobrunner.benchmarks.subject;

import org.jspecify.annotations.NullMarked;
