/** Speaks to the operating system in the guest: argv builders and output parsers. */
@NullMarked
package org.cvmsnap.solaris;

import org.jspecify.annotations.NullMarked;
