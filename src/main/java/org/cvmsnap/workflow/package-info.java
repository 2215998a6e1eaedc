/** The product's verbs: survey, plan, run, report. */
@NullMarked
package org.cvmsnap.workflow;

import org.jspecify.annotations.NullMarked;
