/** The data of a run: its plan, the steps and what is owed for them; nothing here acts. */
@NullMarked
package org.cvmsnap.run;

import org.jspecify.annotations.NullMarked;
