/** What is measured, as tables: programs that scripts/benchmark runs, and what tests measure. */
@org.jspecify.annotations.NullMarked
package org.cvmsnap.benchmark;
