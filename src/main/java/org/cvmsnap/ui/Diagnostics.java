package org.cvmsnap.ui;

import java.util.List;
import org.cvmsnap.engine.RunResult;
import org.cvmsnap.error.CvmsnapException;
import org.cvmsnap.error.Refusal;
import org.cvmsnap.error.RefusedException;
import org.cvmsnap.error.ServiceDownException;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.run.Invocation;
import org.cvmsnap.run.Plan;
import org.cvmsnap.workflow.OutageReport;

/** What people have to know, on stderr: how the service is, what happened, what to type next. */
final class Diagnostics {
  private final EscapingStream err;
  private final Program program;

  Diagnostics(EscapingStream err, Program program) {
    this.err = err;
    this.program = program;
  }

  /** Tells something; nothing where the text is empty. */
  void tell(String text) {
    if (!text.isEmpty()) {
      err.println("cvmsnap: " + text);
    }
  }

  void warn(String warning) {
    tell("warning: " + warning);
  }

  /** Tells that a service is down. */
  void alarm(String text) {
    err.alarm("cvmsnap: " + text);
  }

  /** The first line of the errors of what concerns no guest. */
  void noGuest() {
    tell("service: no guest was touched.");
  }

  /** The first line of every error: whether the service is up. */
  void service(String guest, RunResult result, List<Invocation> toType) {
    if (!result.serviceDown()) {
      returned(guest, result);
      return;
    }
    alarm(RunSentences.service(guest, result));
    next(program.recoverGuest(guest));
    if (!toType.isEmpty()) {
      tell("or by hand, in this order:");
      toType.forEach(command -> tell("  " + RunSentences.line(command)));
    }
  }

  /** How a guest is that is back. */
  void returned(String guest, RunResult result) {
    tell("service: " + guest + " is " + RunSentences.returned(result) + ".");
  }

  /** Tells that a guest is not as it was, and what brings it back. */
  void notAsItWas(GuestName guest) {
    alarm("service: " + guest + " is NOT as it was.");
    next(program.recoverGuest(guest.value()));
  }

  void happened(String why) {
    tell(why.isEmpty() ? "" : "what happened: " + why);
  }

  void doubts(RunResult result) {
    result.doubts().forEach(doubt -> tell("DATA: " + doubt));
  }

  void leftUndone(RunResult result) {
    result.leftovers().forEach(left -> tell("left undone: " + left));
    result.dispensed().forEach(failed -> tell("failed on the way: " + failed));
  }

  /** What is to be typed or found out next. */
  void next(String next) {
    tell("next: " + next);
  }

  /** The same after a run that did not end well. */
  void next(RunResult result, Plan plan) {
    next(RunSentences.next(result, program.recover(plan)));
  }

  /**
   * What is said of a run that took a guest down and did not end well.
   *
   * @param undone what it was for, and has not come to
   */
  void failed(OutageReport report, String undone) {
    RunResult result = report.result();
    service(report.guest().value(), result, report.toType());
    tell(RunSentences.lasted(report));
    happened(result.why());
    doubts(result);
    leftUndone(result);
    tell(undone);
    if (!result.serviceDown()) {
      next(RunSentences.next(result, program.recover(report.run())));
    }
  }

  void reason(Refusal reason) {
    happened(reason.problem());
    if (!reason.next().isEmpty()) {
      next(reason.next());
    }
  }

  /** What is said of an operation that did not begin. */
  void refused(CvmsnapException refused) {
    if (refused instanceof ServiceDownException earlier) {
      alarm(
          (earlier.runs() ? "service: NOT as it was" : "SERVICE DOWN")
              + ": left so by an earlier run; nothing else was touched.");
    } else if (refused instanceof RefusedException later && later.recovered()) {
      tell("service: what an earlier run had left owing is paid; nothing else was touched.");
    } else {
      tell("service: nothing was touched.");
    }
    refused.reasons().forEach(this::reason);
    if (refused.reasons().stream().anyMatch(reason -> !reason.next().isEmpty())) {
      tell(program.where());
    }
  }
}
