package org.cvmsnap.workflow;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.cvmsnap.engine.EngineListener;
import org.cvmsnap.error.BusyException;
import org.cvmsnap.error.CvmsnapException;
import org.cvmsnap.error.RefusedException;
import org.cvmsnap.model.GuestName;

/** Whether each take that is to come would begin, if it were typed now. */
record NextTakeExamination() implements Examination {
  static final String CHECK = "next-take";

  @Override
  public String check() {
    return CHECK;
  }

  @Override
  public void examine(Examined examined) throws InterruptedException {
    for (ComingTake take : examined.takes()) {
      Optional<String> first =
          first(examined, take.guest())
              .or(
                  () ->
                      take.request().outage().hooks().stream()
                          .flatMap(
                              hook -> examined.wrong(HooksExamination.CHECK, hook.name()).stream())
                          .findFirst());
      boolean asked =
          take.request().volumes().isEmpty() && !GuestExamination.running(examined, take.guest());
      if (first.isPresent()) {
        examined.unjudged(CHECK, take.name(), first.get());
      } else if (asked) { // which of its volumes its system is on
        examined.unjudged(CHECK, take.name(), "start of " + take.guest());
      } else {
        one(examined, take);
      }
    }
  }

  /** What it would be refused for, and is told already. */
  private static Optional<String> first(Examined examined, GuestName guest) {
    String here = examined.control().name();
    if (!examined.session().unfinished().of(guest).isEmpty()) {
      return Optional.of("run that has " + guest);
    }
    return Stream.of(
            examined.wrong("domains"),
            examined.wrong("vxvm"),
            examined.wrong(ClusterExamination.CHECK, here),
            examined.wrong(NodesExamination.CHECK),
            examined.wrong(StateExamination.CHECK),
            examined.wrong(DebtsExamination.CHECK, guest),
            examined.wrong(DebtsExamination.CHECK, DebtsExamination.NOBODY),
            examined.wrong(DebtsExamination.RECORDS, guest),
            examined.wrong(GuestExamination.CHECK, guest),
            examined.wrong(GuestExamination.RIGHTS, guest),
            examined.wrong(ComeBackExamination.CHECK, guest),
            examined.wrong(VcsExamination.CHECK, here),
            examined.wrong(VcsExamination.CHECK, guest))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static void one(Examined examined, ComingTake take) throws InterruptedException {
    List<String> remarks = new ArrayList<>();
    EngineListener listener =
        new EngineListener() {
          @Override
          public void warn(String warning) {
            remarks.add(warning);
          }
        };
    try {
      OutagePreview preview =
          new Take(examined.session(), listener, Optional.empty())
              .preview(take.request(), take.then());
      examined.ok(
          CHECK,
          take.name(),
          "would begin: %d commands, cvmsnap take --dry-run prints them"
              .formatted(preview.commands().size()));
    } catch (BusyException e) {
      Optional<String> record = examined.wrong(DebtsExamination.RECORDS);
      if (record.isPresent()) {
        examined.unjudged(CHECK, take.name(), record.get());
      } else if (e.abandoned()) {
        e.reasons().forEach(reason -> examined.trouble(CHECK, take.name(), reason));
      } else {
        examined.ok(CHECK, take.name(), "waits for a run that is at work: " + e.getMessage());
      }
    } catch (RefusedException e) {
      examined.refused(CHECK, take.name(), e);
    } catch (CvmsnapException e) {
      e.reasons().forEach(reason -> examined.unknown(CHECK, take.name(), reason));
    }
    remarks.stream().distinct().forEach(remark -> examined.remark(take.name(), remark));
  }
}
