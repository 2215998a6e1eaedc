package org.cvmsnap.workflow;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.error.Refusal;
import org.cvmsnap.model.Hook;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.ShellLine;
import org.cvmsnap.model.Span;
import org.cvmsnap.solaris.ProgramFile;

/** Whether the programs of the site's own are there that takes run, and are nobody else's. */
record HooksExamination() implements Examination {
  static final String CHECK = "hooks";

  /** While the guest is away. */
  private static final Set<Hook.Moment> DURING =
      Set.of(Hook.Moment.BEFORE_OUTAGE, Hook.Moment.AFTER_UNMOUNT, Hook.Moment.AFTER_SNAPSHOT);

  @Override
  public String check() {
    return CHECK;
  }

  /** A program that a hook runs. */
  private record Program(String hook, Machine machine, String path) {}

  @Override
  public void examine(Examined examined) throws InterruptedException {
    Map<Program, ComingTake> programs = new LinkedHashMap<>();
    for (ComingTake take : examined.takes()) {
      take.longest().ifPresent(longest -> limits(examined, take, longest));
      for (Hook hook : take.request().outage().hooks()) {
        boolean here = hook.place() == Hook.Place.CONTROL_DOMAIN;
        Machine machine = here ? examined.control() : take.request().outage().os();
        for (List<String> argv : hook.commands().values()) {
          programs.put(new Program(hook.name(), machine, argv.get(0)), take);
        }
      }
    }
    for (Map.Entry<Program, ComingTake> each : programs.entrySet()) {
      boolean guest = each.getKey().machine().kind() == Machine.Kind.GUEST;
      Optional<String> first =
          guest
              ? examined.wrong(GuestExamination.CHECK, each.getValue().guest())
              : Optional.empty();
      if (first.isPresent()) {
        examined.unjudged(CHECK, each.getKey().hook(), first.get());
      } else if (!guest || GuestExamination.running(examined, each.getValue().guest())) {
        one(examined, each.getKey());
      } else {
        examined.unjudged(CHECK, each.getKey().hook(), "start of " + each.getValue().guest());
      }
    }
  }

  /** A command that takes all of its time keeps the guest away for longer than it may be. */
  private static void limits(Examined examined, ComingTake take, Duration longest) {
    take.request().outage().hooks().stream()
        .filter(hook -> hook.limit().compareTo(longest) > 0)
        .filter(hook -> hook.commands().keySet().stream().anyMatch(DURING::contains))
        .forEach(
            hook ->
                examined.remark(
                    take.name(),
                    "hook %s may take %s, and max-outage allows the guest to be away for %s"
                        .formatted(hook.name(), Span.text(hook.limit()), Span.text(longest))));
  }

  private static void one(Examined examined, Program program) throws InterruptedException {
    String where = program.machine().name() + ":" + program.path();
    try {
      Optional<ProgramFile> file = examined.site().programs(program.machine()).file(program.path());
      if (file.isEmpty()) {
        examined.trouble(
            CHECK,
            program.hook(),
            new Refusal(
                "There is no " + where + ".",
                "Put it there, or name another program in [hooks.%s].".formatted(program.hook())));
      } else if (file.get().fault().isPresent()) {
        examined.trouble(
            CHECK,
            program.hook(),
            new Refusal(
                "%s %s.".formatted(where, file.get().fault().get()),
                ShellLine.hint(
                    "Look at who has written it; then, on %1$s: chown root %2$s; chmod go-w,u+x %2$s.",
                    program.machine().name(), program.path())));
      } else {
        examined.ok(CHECK, program.hook(), where + " is there, and root's alone");
      }
    } catch (NotLearnedException e) {
      examined.unknown(
          CHECK,
          program.hook(),
          new Refusal(
              e.why() + ".",
              ShellLine.hint("See, on %s: ls -ldL %s.", program.machine().name(), program.path())));
    }
  }
}
