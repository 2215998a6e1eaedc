/** The composition root: real clock, hosts, streams and exit, and the log set-up. */
@NullMarked
package org.cvmsnap;

import org.jspecify.annotations.NullMarked;
