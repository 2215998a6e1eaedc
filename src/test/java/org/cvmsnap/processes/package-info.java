/** Real processes of cvmsnap, real signals, and a simulated cluster in a directory. */
@NullMarked
package org.cvmsnap.processes;

import org.jspecify.annotations.NullMarked;
