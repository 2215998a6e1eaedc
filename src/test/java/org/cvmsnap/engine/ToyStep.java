package org.cvmsnap.engine;

import java.util.List;
import java.util.Optional;
import org.cvmsnap.model.Machine;
import org.cvmsnap.run.Debt;
import org.cvmsnap.run.Phase;
import org.cvmsnap.run.Step;

/**
 * A step that turns one switch of a {@link ToyGuest}, and owes that it is turned on again.
 *
 * @param owes what the guest lacks meanwhile; empty where nothing is owed
 * @param traits what is told of its kind
 */
public record ToyStep(String name, Phase phase, Optional<Debt.Weight> owes, List<Trait> traits)
    implements Step {
  private static final Machine CONTROL = Machine.controlDomain("sun-a");

  /** What a kind of steps says of itself, other than what most do. */
  public enum Trait {
    /** It turns the switch on, and undoing it turns it off. */
    MAKES,
    /** Whether it was done shows only while the guest is down. */
    SETTLES,
    ONLY_LOOKS,
    DISPENSABLE,
    TAKEN_LATER,
    TOGETHER,
    IN_GUEST,
    UNSEEN
  }

  public ToyStep {
    traits = List.copyOf(traits);
  }

  /** A step of the outage that takes what the guest cannot be used without. */
  static ToyStep takes(String name, Trait... traits) {
    return new ToyStep(name, Phase.OUTAGE, Optional.of(Debt.Weight.LACKING), List.of(traits));
  }

  /** A step of the outage after which the guest is down. */
  static ToyStep stops(String name) {
    return new ToyStep(name, Phase.OUTAGE, Optional.of(Debt.Weight.DOWN), List.of());
  }

  /** A step that keeps others off, before the outage. */
  static ToyStep locks(String name, Trait... traits) {
    return new ToyStep(name, Phase.PREPARE, Optional.of(Debt.Weight.HOUSEKEEPING), List.of(traits));
  }

  /** A step that owes nothing. */
  static ToyStep plain(String name, Phase phase, Trait... traits) {
    return new ToyStep(name, phase, Optional.empty(), List.of(traits));
  }

  boolean is(Trait trait) {
    return traits.contains(trait);
  }

  @Override
  public Optional<Machine> controlDomain() {
    return is(Trait.IN_GUEST) ? Optional.empty() : Optional.of(CONTROL);
  }

  @Override
  public Optional<Debt> debt() {
    return owes.map(
        weight -> new Debt(name, Optional.of(ToyGuest.GUEST), weight, name + " has to be on"));
  }

  @Override
  public boolean takenLater() {
    return is(Trait.TAKEN_LATER);
  }

  @Override
  public boolean dispensable() {
    return is(Trait.DISPENSABLE);
  }

  @Override
  public boolean observable() {
    return !is(Trait.UNSEEN);
  }

  @Override
  public boolean onlyLooks() {
    return is(Trait.ONLY_LOOKS);
  }

  @Override
  public boolean togetherWith(Step before) {
    return is(Trait.TOGETHER) && before instanceof ToyStep toy && toy.is(Trait.TOGETHER);
  }
}
