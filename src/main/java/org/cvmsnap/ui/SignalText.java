package org.cvmsnap.ui;

import java.util.List;
import java.util.stream.Collectors;
import org.cvmsnap.journal.RunRecord;
import org.cvmsnap.run.Plan;
import org.cvmsnap.workflow.UnfinishedRun;

/** What a signal comes to, in the phase in which it comes. */
public final class SignalText {
  private SignalText() {}

  /**
   * After the first signal.
   *
   * @param own the runs that the process is at; empty where it has not begun any, or has done
   */
  public static String first(String signal, List<UnfinishedRun> own) {
    return signal
        + ": "
        + (own.isEmpty()
            ? "it ends as soon as what it asks is answered; no guest is touched"
            : joined(own.stream().map(SignalText::first).toList()));
  }

  private static String first(UnfinishedRun run) {
    RunRecord record = run.record();
    Plan plan = record.plan();
    if (plan.guest().isEmpty()) {
      return "%s of %s ends in order".formatted(plan.operation(), plan.about());
    }
    if (record.guestDown()) {
      return "going home in order; this may take as long as a boot";
    }
    if (record.awaySince().isPresent()) {
      return plan.about() + " is back; what is left to be done ends in order";
    }
    boolean filling =
        record.acted().stream()
            .anyMatch(step -> plan.steps().get(step).kind().equals("attach-mirror"));
    return "%s was not touched; it ends in order%s"
        .formatted(plan.about(), filling ? ", and the mirror goes on filling" : "");
  }

  /** After each further one. */
  public static String again(String signal, List<UnfinishedRun> own) {
    return signal
        + ": "
        + (own.isEmpty()
            ? "it ends as soon as what it does is done"
            : joined(own.stream().map(SignalText::again).toList()));
  }

  private static String again(UnfinishedRun run) {
    RunRecord record = run.record();
    List<String> owed =
        record.owing().stream()
            .filter(step -> !step.keepsOthersOff())
            .flatMap(step -> step.debt().stream())
            .map(debt -> debt.owed())
            .toList();
    if (owed.isEmpty()) {
      return "still at work on %s, to which nothing is owed; leave it alone"
          .formatted(record.plan().about());
    }
    long all =
        record.acted().stream()
            .map(step -> record.plan().steps().get(step))
            .filter(step -> step.debt().isPresent() && !step.keepsOthersOff())
            .count();
    return "still going home, leave it alone: step %d of %d%s%s; left: %s"
        .formatted(
            all - owed.size() + 1,
            all,
            run.doing().map(doing -> ", " + doing.subject()).orElse(""),
            run.doing().map(StatusText::timeLeft).orElse(""),
            String.join(", ", owed));
  }

  private static String joined(List<String> sentences) {
    return sentences.stream().distinct().collect(Collectors.joining("; "));
  }
}
