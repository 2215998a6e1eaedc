package org.cvmsnap.qualification;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.cvmsnap.engine.StepReport;
import org.cvmsnap.model.Span;
import org.cvmsnap.step.ProveClosed;

/** What the proof that a volume is closed rests on. */
final class OpennessAssumptions {
  static final List<Assumption> ALL =
      List.of(
          new Assumption(
              "open-while-bound",
              "VxVM shows a volume open on the node whose guest is bound to it",
              "a volume that is seen closed proves nothing: take no snapshots of this site's guests",
              OpennessAssumptions::bound),
          new Assumption(
              "closed-after-unbind",
              "once the guest is unbound, VxVM shows the volume closed within 30 s",
              "no snapshot is made with --mode stop",
              evidence -> closed(evidence.trial(Trial.Kind.STOP))),
          new Assumption(
              "closed-after-removal",
              "once its disk was taken from a guest that runs, VxVM shows the volume closed within 30 s",
              "no snapshot is made with --mode detach: use --mode stop",
              evidence -> closed(evidence.trial(Trial.Kind.DETACH))));

  private OpennessAssumptions() {}

  private static Verdict bound(Evidence evidence) {
    return evidence
        .before()
        .open()
        .map(
            open -> {
              List<String> unseen =
                  evidence.volumes().stream()
                      .filter(
                          volume ->
                              !open.getOrDefault(volume, List.of()).contains(evidence.control()))
                      .map(Object::toString)
                      .toList();
              return unseen.isEmpty()
                  ? Verdict.confirmed("shown open on " + evidence.control())
                  : Verdict.refuted(
                      "%s does not show %s open"
                          .formatted(evidence.control(), String.join(", ", unseen)));
            })
        .orElseGet(() -> Verdict.notTried("VxVM does not say which volumes are open"));
  }

  /** With how long that took: a site that is close to the limit is over it some night. */
  private static Verdict closed(Trial trial) {
    List<StepReport> proofs = trial.out(ProveClosed.class);
    Verdict verdict = trial.reached(proofs, "closed on every node");
    Optional<Duration> slow =
        proofs.stream()
            .map(StepReport::took)
            .max(Comparator.naturalOrder())
            .filter(took -> took.compareTo(Duration.ofSeconds(1)) >= 0);
    return verdict.kind() == Verdict.Kind.CONFIRMED && slow.isPresent()
        ? Verdict.confirmed(
            "%s, after %s of watching; a run gives up after 30 s"
                .formatted(verdict.seen(), Span.text(slow.get())))
        : verdict;
  }
}
