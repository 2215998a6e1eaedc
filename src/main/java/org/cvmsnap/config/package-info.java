/** Reads the configuration into checked, immutable values. */
@NullMarked
package org.cvmsnap.config;

import org.jspecify.annotations.NullMarked;
