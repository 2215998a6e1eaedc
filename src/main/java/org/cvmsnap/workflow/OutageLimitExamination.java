package org.cvmsnap.workflow;

import java.time.Duration;
import java.util.Optional;
import org.cvmsnap.error.Refusal;
import org.cvmsnap.model.Mode;
import org.cvmsnap.model.ShellLine;
import org.cvmsnap.model.Span;

/** Whether guests may be away for as long as they have been in their last runs. */
record OutageLimitExamination() implements Examination {
  private static final String CHECK = "max-outage";

  @Override
  public String check() {
    return CHECK;
  }

  @Override
  public void examine(Examined examined) {
    for (ComingTake take : examined.takes()) {
      Optional<String> foreign = examined.wrong(StateExamination.CHECK);
      if (take.longest().isPresent() && foreign.isPresent()) {
        examined.unjudged(CHECK, take.name(), foreign.get());
      } else {
        take.longest().ifPresent(longest -> one(examined, take, longest));
      }
    }
  }

  private static void one(Examined examined, ComingTake take, Duration longest) {
    Mode mode = take.request().outage().mode();
    PastOutages past =
        PastOutages.of(examined.session(), take.guest(), mode == Mode.AUTO ? Mode.STOP : mode);
    past.exceeding(longest)
        .ifPresentOrElse(
            exceeding ->
                examined.trouble(
                    CHECK,
                    take.name(),
                    new Refusal(
                        exceeding,
                        ShellLine.hint(
                            "Allow it more time with --max-outage, or find out what takes so long: cvmsnap runs --ldom %s; cvmsnap runs show RUN.",
                            take.guest()))),
            () ->
                examined.ok(
                    CHECK,
                    take.name(),
                    "it may last %s; %s".formatted(Span.text(longest), past.described())));
  }
}
