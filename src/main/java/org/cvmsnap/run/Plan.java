package org.cvmsnap.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.cvmsnap.model.Access;
import org.cvmsnap.model.Deadline;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.Hook;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.RunId;
import org.cvmsnap.model.SshAddress;
import org.cvmsnap.model.VolumeId;

/**
 * What one run will do, in order. The engine runs it, the journal stores it, a dry run prints it.
 *
 * @param operation the command's name, such as {@code take}
 * @param guest the guest that is taken down for it; empty where none has to be
 * @param volumes the volumes and snapshots that it is about
 * @param constraints the domain's configuration as {@code ldm list-constraints -p} gave it, for an
 *     operator who has to build the domain anew; empty text where there is no guest
 * @param notAfter when the guest is not taken down any more, where it has not been before
 * @param access how the machines were reached, and are for what is owed
 * @param hooks the commands of the site's own that tell how it has ended
 */
public record Plan(
    RunId run,
    String operation,
    Optional<GuestName> guest,
    List<VolumeId> volumes,
    List<Step> steps,
    String constraints,
    Optional<Deadline> notAfter,
    Access access,
    List<Hook> hooks) {
  public Plan {
    hooks = List.copyOf(hooks);
    volumes = List.copyOf(volumes);
    steps = List.copyOf(steps);
    if (guest.isEmpty() && volumes.isEmpty()) {
      throw new IllegalArgumentException("a plan is about a guest, or about volumes");
    }
    if (guest.isEmpty()
        && steps.stream().flatMap(step -> step.debt().stream()).anyMatch(Debt::ofGuest)) {
      throw new IllegalArgumentException("nobody could be owed anything");
    }
    Optional<GuestName> its = guest;
    steps.forEach(step -> requireFit(step, its));
  }

  /**
   * Each step speaks to machines of its kind, and takes from the plan's guest only. Where none is
   * taken down, some may speak to any.
   */
  private static void requireFit(Step step, Optional<GuestName> guest) {
    String name = guest.map(GuestName::value).orElse("");
    boolean fits =
        step.controlDomain().stream()
                .allMatch(control -> control.kind() == Machine.Kind.CONTROL_DOMAIN)
            && step.system().stream()
                .filter(os -> !(guest.isEmpty() && step.inAnyGuest()))
                .allMatch(os -> os.name().equals(name))
            && step.system().stream().allMatch(os -> os.kind() == Machine.Kind.GUEST)
            && step.debt().stream()
                .allMatch(
                    debt -> debt.guest().stream().allMatch(owed -> owed.value().equals(name)));
    if (!fits) {
      throw new IllegalArgumentException(
          "a step that is not done where it is to be: " + step.kind());
    }
    step.system()
        .map(Machine::address)
        .filter(address -> SshAddress.of(address).isEmpty())
        .ifPresent(
            address -> {
              throw new IllegalArgumentException("not an address: " + address);
            });
  }

  public Plan(
      RunId run,
      String operation,
      Optional<GuestName> guest,
      List<VolumeId> volumes,
      List<Step> steps,
      String constraints) {
    this(
        run,
        operation,
        guest,
        volumes,
        steps,
        constraints,
        Optional.empty(),
        Access.USUAL,
        List.of());
  }

  /** The same plan for machines that are reached so. */
  public Plan with(Access other) {
    return new Plan(run, operation, guest, volumes, steps, constraints, notAfter, other, hooks);
  }

  /** The same plan, of which the outage does not begin later than that. */
  public Plan notAfter(Optional<Deadline> deadline) {
    return new Plan(run, operation, guest, volumes, steps, constraints, deadline, access, hooks);
  }

  /** The same plan, with commands that tell how it has ended. */
  public Plan telling(List<Hook> others) {
    return new Plan(run, operation, guest, volumes, steps, constraints, notAfter, access, others);
  }

  /** The same plan, with each step as that makes it. */
  public Plan with(UnaryOperator<Step> change) {
    return new Plan(
        run,
        operation,
        guest,
        volumes,
        steps.stream().map(change).toList(),
        constraints,
        notAfter,
        access,
        hooks);
  }

  /** A plan that takes a guest down. */
  public Plan(RunId run, String operation, GuestName guest, List<Step> steps, String constraints) {
    this(run, operation, Optional.of(guest), List.of(), steps, constraints);
  }

  /** A plan that needs no guest to be down. */
  public static Plan ofVolumes(
      RunId run, String operation, List<VolumeId> volumes, List<Step> steps) {
    return new Plan(run, operation, Optional.empty(), volumes, steps, "");
  }

  /** The same with another step after those that lock the guest, before all that rest on it. */
  public Plan locking(Step step) {
    List<Step> all = new ArrayList<>(steps);
    int first = (int) steps.stream().takeWhile(Step::keepsOthersOff).count();
    all.add(first, step);
    return new Plan(run, operation, guest, volumes, all, constraints, notAfter, access, hooks);
  }

  /**
   * Whether the operation is finished where it was cut short, and not undone: it only ever moves
   * towards its end, and no guest waits for it.
   */
  public boolean finishedLater() {
    return guest.isEmpty() && steps.stream().noneMatch(Step::undoneOnFailure);
  }

  /** The control domain that it was made for, and where alone it is recovered. */
  public Optional<Machine> control() {
    return steps.stream().flatMap(step -> step.controlDomain().stream()).findFirst();
  }

  /** What it is about, for people: the guest, or the volumes. */
  public String about() {
    return guest
        .map(GuestName::value)
        .orElseGet(
            () -> volumes.stream().map(VolumeId::toString).collect(Collectors.joining(", ")));
  }
}
