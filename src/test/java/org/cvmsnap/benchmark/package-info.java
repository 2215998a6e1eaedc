/** Makes sites of any size for benchmarks. */
@org.jspecify.annotations.NullMarked
package org.cvmsnap.benchmark;
