/** Makes a scenario of the simulated cluster of what a recording tells of a site. */
@NullMarked
package org.cvmsnap.rehearsal;

import org.jspecify.annotations.NullMarked;
