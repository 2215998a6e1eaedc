package org.cvmsnap.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.error.RefusedException;
import org.cvmsnap.model.Hook;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.OutageOptions;
import org.cvmsnap.site.Site;
import org.cvmsnap.solaris.ProgramFile;

/** Whether the programs of hooks are there, before one of them is what keeps a guest waiting. */
final class HookPrograms {
  private HookPrograms() {}

  /**
   * Looks for all of them; those in a guest that does not run are not needed.
   *
   * @return what an operator has to know where that does not tell
   * @throws RefusedException where one is not there
   */
  static List<String> hazards(
      Site site, Machine control, OutageOptions options, Optional<GuestFacts.Os> guest)
      throws InterruptedException {
    List<String> hazards = new ArrayList<>();
    for (Hook hook : options.hooks()) {
      boolean inGuest = hook.place() == Hook.Place.GUEST;
      if (inGuest && guest.isEmpty()) {
        continue;
      }
      Machine machine = inGuest ? options.os() : control;
      List<String> programs =
          hook.commands().values().stream().map(argv -> argv.get(0)).distinct().toList();
      for (String program : programs) {
        try {
          if (site.programs(machine).file(program).filter(ProgramFile::runnable).isEmpty()) {
            throw missing(hook, machine, program);
          }
        } catch (NotLearnedException e) {
          hazards.add(
              "Whether %s has the program %s of hook %s cannot be learned: %s."
                  .formatted(machine.name(), program, hook.name(), e.why()));
        }
      }
    }
    return hazards;
  }

  private static RefusedException missing(Hook hook, Machine machine, String program) {
    return new RefusedException(
        "%s has no program %s that can be run, which hook %s needs."
            .formatted(machine.name(), program, hook.name()),
        "Put it there, or leave the hook out.");
  }
}
