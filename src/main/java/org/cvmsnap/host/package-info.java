/** Runs one command somewhere: local, ssh, recorded, and decorators of these. */
@NullMarked
package org.cvmsnap.host;

import org.jspecify.annotations.NullMarked;
