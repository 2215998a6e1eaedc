/**
 * Speaks to Veritas Cluster Server: argv builders and output parsers of the {@code ha*} commands.
 */
@NullMarked
package org.cvmsnap.vcs;

import org.jspecify.annotations.NullMarked;
