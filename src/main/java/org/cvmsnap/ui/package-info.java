/** Renders results and run events as text or JSON; decides nothing. */
@NullMarked
package org.cvmsnap.ui;

import org.jspecify.annotations.NullMarked;
