/** Runs a plan: journal, do, repay debts, recover; knows no domain and no host. */
@NullMarked
package org.cvmsnap.engine;

import org.jspecify.annotations.NullMarked;
