/** Speaks the commands of Veritas Cluster Server: argv builders and output parsers. */
@NullMarked
package org.cvmsnap.vcs;

import org.jspecify.annotations.NullMarked;
