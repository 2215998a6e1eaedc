package org.cvmsnap.ssh;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cvmsnap.model.Mode;
import org.cvmsnap.ssh.InjectedFault.End;
import org.cvmsnap.ssh.LabCase.Law;

/**
 * The cases, made of the commands of a run in which nothing goes wrong.
 *
 * @param arrived all of them, in order
 * @param mode of that run, and of the cases
 */
record LabPlan(List<ArrivedCommand> arrived, Mode mode) {
  /** The name of the cases that are about the other node. */
  static final String NODES = "nodes";

  LabPlan {
    arrived = List.copyOf(arrived);
  }

  /**
   * The commands at which something goes wrong: all that change something, the proof that the
   * volume is closed, and a look at the guest on the way home.
   */
  List<ArrivedCommand> steps() {
    List<ArrivedCommand> looks =
        List.of(look("sun-a", after(closing())), look("ldom1", after(returning())));
    List<ArrivedCommand> steps = new ArrayList<>();
    for (ArrivedCommand arrival : arrived) {
      if (arrival.acts() || (looks.contains(arrival) && !steps.contains(arrival))) {
        steps.add(arrival);
      }
    }
    return steps;
  }

  /** What closes the volume. */
  private String closing() {
    return mode == Mode.DETACH ? "rm-vdisk" : "unbind";
  }

  /** What the guest is back with. */
  private String returning() {
    return mode == Mode.DETACH ? "add-vdisk" : "start";
  }

  /** How many commands had changed something when {@code ldm VERB} had. */
  private int after(String verb) {
    return act(verb).after() + 1;
  }

  private ArrivedCommand act(String verb) {
    return arrived.stream()
        .filter(each -> each.acts() && each.argv().get(0).equals("ldm"))
        .filter(each -> each.argv().get(1).startsWith(verb))
        .findFirst()
        .orElseThrow();
  }

  private ArrivedCommand look(String machine, int after) {
    return arrived.stream()
        .filter(each -> !each.acts() && each.machine().equals(machine) && each.after() == after)
        .filter(each -> !each.argv().equals(List.of("true")))
        .findFirst()
        .orElseThrow();
  }

  /**
   * The cases.
   *
   * @param only a kind of fault, or {@link #NODES}; empty for all
   * @param step of {@link #steps}, from 1 on; 0 for all
   */
  List<LabCase> cases(String only, int step) {
    List<LabCase> cases = new ArrayList<>();
    List<ArrivedCommand> steps = steps();
    for (int number = 1; number <= steps.size(); number++) {
      for (FaultKind kind : FaultKind.values()) {
        ArrivedCommand moment = steps.get(number - 1);
        boolean wanted =
            (step == 0 || step == number) && (only.isEmpty() || only.equals(kind.word()));
        if (wanted && (moment.acts() || tellsAtReads(kind))) {
          cases.add(
              new LabCase(
                  "%s %d: %s".formatted(kind.word(), number, moment),
                  mode,
                  Optional.of(InjectedFault.at(moment, kind)),
                  Law.NONE));
        }
      }
    }
    if (step == 0 && (only.isEmpty() || only.equals(NODES))) {
      cases.addAll(nodes());
    }
    return cases;
  }

  /**
   * A guest that boots is waited for, longer than anybody would wait for a lab; and a process that
   * is killed while it looks leaves what its last act has left.
   */
  private static boolean tellsAtReads(FaultKind kind) {
    return kind != FaultKind.LOST && kind != FaultKind.KILL;
  }

  /** The other node is cut off. */
  private List<LabCase> nodes() {
    ArrivedCommand survey = look("sun-b", 0);
    ArrivedCommand closing = act(closing());
    return List.of(
        node("sun-b is cut off in the survey", survey, End.AT_THE_END, Law.REFUSED),
        node("sun-b is cut off before the proof", closing, End.STEP_FAILED, Law.NO_SNAPSHOT),
        node("sun-b is cut off for good", closing, End.AT_THE_END, Law.NO_SNAPSHOT));
  }

  private LabCase node(String name, ArrivedCommand moment, End end, Law law) {
    InjectedFault fault = new InjectedFault(FaultKind.CUT, moment, "sun-b", end);
    return new LabCase(NODES + ": " + name, mode, Optional.of(fault), law);
  }
}
