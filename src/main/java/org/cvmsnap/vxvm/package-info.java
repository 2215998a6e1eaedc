/** Speaks the VxVM and CVM commands: argv builders and output parsers. */
@NullMarked
package org.cvmsnap.vxvm;

import org.jspecify.annotations.NullMarked;
