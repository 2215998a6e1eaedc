package org.cvmsnap.workflow;

import java.util.List;
import java.util.Optional;
import org.cvmsnap.error.Refusal;
import org.cvmsnap.journal.Journals;
import org.cvmsnap.model.ShellLine;
import org.cvmsnap.run.Debt;
import org.cvmsnap.run.Plan;

/**
 * Whether anything is owed: by the journals here, by those that cannot be read, and by lock records
 * that no journal accounts for.
 *
 * @param unseen why there may be others than the journals here tell
 */
record DebtsExamination(List<Refusal> unseen) implements Examination {
  static final String CHECK = "debts";
  static final String RECORDS = "lock-records";

  /** What a journal is about that does not tell. */
  static final String NOBODY = "journals";

  @Override
  public String check() {
    return CHECK;
  }

  @Override
  public void examine(Examined examined) throws InterruptedException {
    Optional<String> foreign = examined.wrong(StateExamination.CHECK);
    if (foreign.isPresent()) {
      examined.unjudged(CHECK, NOBODY, foreign.get());
      return;
    }
    Session session = examined.session();
    Journals.Left left = session.journals().left();
    Unaccounted unaccounted = Unaccounted.of(session, left);
    left.unfinished().forEach(record -> run(examined, UnfinishedRun.of(record, session)));
    List<Unaccounted.Case> records = unaccounted.ofRecords(left);
    unaccounted
        .cases()
        .subList(0, left.damaged().size())
        .forEach(each -> examined.unknown(CHECK, each.about().orElse(NOBODY), each.told()));
    unseen.forEach(each -> examined.unknown(CHECK, NOBODY, each));
    if (left.unfinished().isEmpty() && left.damaged().isEmpty() && unseen.isEmpty()) {
      examined.ok(CHECK, NOBODY, "nothing is owed");
    }
    records(examined, records, unaccounted.unknown());
  }

  private static void run(Examined examined, UnfinishedRun run) {
    Plan plan = run.record().plan();
    if (run.running()) {
      examined.ok(
          CHECK, plan.about(), "%s is at work (run %s)".formatted(plan.operation(), plan.run()));
      return;
    }
    List<String> debts = run.record().debts().stream().map(Debt::owed).toList();
    String owed =
        debts.isEmpty()
            ? "%s is not finished".formatted(plan.operation())
            : String.join(", ", debts);
    examined.trouble(
        CHECK,
        plan.about(),
        new Refusal(
            "%s (run %s).".formatted(owed, plan.run()),
            ShellLine.hint(
                "See cvmsnap status; then, here: cvmsnap recover --run %s.", plan.run())));
  }

  private static void records(Examined examined, List<Unaccounted.Case> records, String unknown) {
    String here = examined.control().name();
    records.forEach(
        each -> examined.trouble(RECORDS, each.about().orElse("lock record"), each.told()));
    if (unknown.isEmpty()) {
      if (records.isEmpty()) {
        examined.ok(RECORDS, here, "there are none that no run accounts for");
      }
      return;
    }
    Optional<String> first = examined.wrong("domains").or(() -> examined.wrong("vxvm"));
    if (first.isPresent()) {
      examined.unjudged(RECORDS, here, first.get());
    } else {
      examined.unknown(
          RECORDS,
          here,
          new Refusal(
              "Whether there are any cannot be seen: " + unknown + ".",
              "See, on %s: vxprint -v; cvmsnap status.".formatted(here)));
    }
  }
}
