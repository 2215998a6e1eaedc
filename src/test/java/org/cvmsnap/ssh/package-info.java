/** The real ssh client, and servers with the simulated cluster behind them. */
@NullMarked
package org.cvmsnap.ssh;

import org.jspecify.annotations.NullMarked;
