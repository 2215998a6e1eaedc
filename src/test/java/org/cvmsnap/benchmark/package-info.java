/** What is measured, as tables, on sites of any size: what scripts/benchmark runs. */
@org.jspecify.annotations.NullMarked
package org.cvmsnap.benchmark;
