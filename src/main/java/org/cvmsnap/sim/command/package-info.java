/** What a command on a simulated machine does, how long it takes, and what it answers. */
@NullMarked
package org.cvmsnap.sim.command;

import org.jspecify.annotations.NullMarked;
