/** Turns arguments into a request, makes one workflow call, hands the result to {@code ui}. */
@NullMarked
package org.cvmsnap.cli;

import org.jspecify.annotations.NullMarked;
