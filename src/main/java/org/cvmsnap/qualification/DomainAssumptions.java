package org.cvmsnap.qualification;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.cvmsnap.engine.StepReport;
import org.cvmsnap.model.Span;
import org.cvmsnap.run.Phase;
import org.cvmsnap.step.StopDomain;
import org.cvmsnap.step.Unmount;

/** What a domain is assumed to say of itself, and how long it takes. */
final class DomainAssumptions {
  static final List<Assumption> ALL =
      List.of(
          new Assumption(
              "soft-state-running",
              "a domain whose Solaris runs says 'Solaris running'",
              "--mode detach refuses such a guest: use --mode stop",
              DomainAssumptions::running),
          new Assumption(
              "boot-shown",
              "a domain that boots is shown in transition, or says that it boots",
              "a guest that boots is asked by ssh more often than it need be, and nothing else",
              DomainAssumptions::booting),
          new Assumption(
              "time-limits",
              "a stop, a boot and an unmount take less than half of the time that they are given",
              "give them longer: --stop-timeout, --boot-timeout, --umount-timeout",
              DomainAssumptions::limits));

  private DomainAssumptions() {}

  private static Verdict running(Evidence evidence) {
    return evidence
        .before()
        .softState()
        .map(
            said ->
                said.equals("Solaris running")
                    ? Verdict.confirmed("it says '" + said + "'")
                    : Verdict.refuted("it says '" + said + "'"))
        .orElseGet(() -> Verdict.notTried("the Logical Domains Manager does not tell"));
  }

  private static Verdict booting(Evidence evidence) {
    Trial trial = evidence.trial(Trial.Kind.STOP);
    if (!trial.booted()) {
      return Verdict.notTried(trial.why());
    }
    List<String> whys =
        evidence.waits().stream()
            .filter(wait -> wait.subject().kind().equals("start-domain"))
            .map(Waits.Wait::why)
            .distinct()
            .toList();
    return whys.contains(StopDomain.BOOTS)
        ? Verdict.confirmed("it does")
        : Verdict.refuted("what was seen of it meanwhile: " + String.join("; ", whys));
  }

  private static Verdict limits(Evidence evidence) {
    Trial trial = evidence.trial(Trial.Kind.STOP);
    List<String> slow = new ArrayList<>();
    List<String> took = new ArrayList<>();
    List<StepReport> unmounts = new ArrayList<>(trial.out(Unmount.class));
    unmounts.addAll(evidence.trial(Trial.Kind.DETACH).out(Unmount.class));
    compare("an unmount", unmounts, evidence.timeouts().umount(), took, slow);
    List<StepReport> stops = trial.out(StopDomain.class);
    compare("the stop", stops, evidence.timeouts().stop(), took, slow);
    List<StepReport> boots =
        trial.called("start-domain").stream()
            .filter(report -> report.phase() == Phase.RETURN)
            .toList();
    compare("the boot", boots, evidence.timeouts().boot(), took, slow);
    if (!slow.isEmpty()) {
      return Verdict.refuted(String.join("; ", slow));
    }
    return took.isEmpty()
        ? Verdict.notTried(trial.why())
        : Verdict.confirmed(String.join("; ", took));
  }

  private static void compare(
      String what, List<StepReport> reports, Duration limit, List<String> took, List<String> slow) {
    reports.stream()
        .map(StepReport::took)
        .max(Duration::compareTo)
        .ifPresent(
            longest ->
                (longest.multipliedBy(2).compareTo(limit) > 0 ? slow : took)
                    .add("%s took %s of %s".formatted(what, Span.text(longest), Span.text(limit))));
  }
}
