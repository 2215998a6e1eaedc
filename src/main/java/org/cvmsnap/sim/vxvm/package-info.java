/** The simulated storage: VxVM and CVM as one state machine, below their commands. */
@NullMarked
package org.cvmsnap.sim.vxvm;

import org.jspecify.annotations.NullMarked;
