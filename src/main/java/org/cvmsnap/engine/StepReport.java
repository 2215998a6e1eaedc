package org.cvmsnap.engine;

import java.time.Duration;
import org.cvmsnap.plan.Outcome;
import org.cvmsnap.plan.Phase;
import org.cvmsnap.plan.Subject;

/** How one step or repayment went. */
public record StepReport(
    Subject subject, Phase phase, Outcome outcome, Duration took, String why) {}
