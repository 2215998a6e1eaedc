package org.cvmsnap.workflow;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.cvmsnap.error.BusyException;
import org.cvmsnap.error.Refusal;
import org.cvmsnap.journal.Journals;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.Span;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.run.Debt;
import org.cvmsnap.run.Plan;
import org.cvmsnap.workflow.CheckReport.Finding;

/** What is owed, and which runs do not get on, for a monitoring system. */
final class CheckedDebts {
  private final Session session;
  private final Duration longest;
  private final Concern concern;
  private final List<Finding> findings = new ArrayList<>();
  private final List<UnfinishedRun> runs;
  private final Unaccounted unaccounted;
  private int owed;

  /**
   * Whose debts are judged.
   *
   * @param all everybody's
   */
  record Concern(boolean all, List<GuestName> guests, List<VolumeId> volumes) {
    static final Concern ALL = new Concern(true, List.of(), List.of());

    boolean with(Plan plan) {
      return all
          || plan.guest().filter(guests::contains).isPresent()
          || plan.volumes().stream().anyMatch(volumes::contains);
    }

    /** Nobody knows whose it is that has no name. */
    boolean with(Optional<String> about) {
      return all
          || about.isEmpty()
          || guests.stream().anyMatch(guest -> guest.value().equals(about.get()))
          || volumes.stream()
              .anyMatch(
                  volume ->
                      volume.toString().equals(about.get())
                          || volume.name().value().equals(about.get()));
    }
  }

  /**
   * Judges them.
   *
   * @param unseen why there may be others than the journals here tell
   */
  CheckedDebts(Session session, Duration longest, Concern concern, List<Refusal> unseen)
      throws InterruptedException {
    this.session = session;
    this.longest = longest;
    this.concern = concern;
    Journals.Left left = session.journals().left();
    this.runs =
        left.unfinished().stream()
            .filter(record -> concern.with(record.plan()))
            .map(record -> UnfinishedRun.of(record, session))
            .toList();
    this.unaccounted = Unaccounted.of(session, left);
    runs.forEach(this::judge);
    unaccounted(left);
    unseen.forEach(each -> find(Health.UNKNOWN, "debts", each.problem()));
    if (findings.isEmpty()) {
      boolean any = session.journals().all(name -> true).findAny().isPresent();
      find(Health.OK, "debts", any ? "nothing is owed" : "no run was ever begun from here");
    }
  }

  List<Finding> findings() {
    return List.copyOf(findings);
  }

  /** How many debts nobody is at, as far as is known; empty where there may be one. */
  OptionalDouble count() {
    boolean known = findings.stream().noneMatch(each -> each.health() == Health.UNKNOWN);
    return owed > 0 || known ? OptionalDouble.of(owed) : OptionalDouble.empty();
  }

  /** Whether a run that has not ended has the guest, or what is owed to it is not known. */
  boolean of(GuestName guest) {
    return runs.stream().anyMatch(run -> run.record().plan().guest().equals(Optional.of(guest)))
        || unaccounted.cases().stream()
            .anyMatch(each -> each.about().equals(Optional.of(guest.value())));
  }

  /** Whether what is busy is locked by a run that has no journal here: nobody is at it. */
  boolean strays(BusyException busy) {
    return unaccounted.cases().stream().anyMatch(each -> busy.reasons().contains(each.told()));
  }

  private void find(Health health, String about, String text) {
    findings.add(new Finding(health, about, text));
  }

  private void judge(UnfinishedRun run) {
    Plan plan = run.record().plan();
    Duration age = Duration.between(run.record().begun(), session.now());
    if (run.running()) {
      boolean hangs = age.compareTo(longest) > 0;
      find(
          !hangs ? Health.OK : run.record().serviceDown() ? Health.CRITICAL : Health.WARNING,
          plan.about(),
          "%s is at work for %s%s (run %s)"
              .formatted(
                  plan.operation(), Span.text(age), hangs ? ", and may hang" : "", plan.run()));
      return;
    }
    String who =
        switch (run.state()) {
          case STOPPED -> "its process is stopped";
          case UNKNOWN -> "whether anybody is at it cannot be learned";
          default -> "nobody is at it";
        };
    List<String> debts = run.record().debts().stream().map(Debt::owed).toList();
    owed += debts.size();
    String text =
        debts.isEmpty()
            ? "%s is not finished".formatted(plan.operation())
            : (run.record().guestDown() ? "is down: " : "") + String.join(", ", debts);
    Health health =
        debts.isEmpty() && run.record().doubts().isEmpty() ? Health.WARNING : Health.CRITICAL;
    find(
        run.state() == UnfinishedRun.State.UNKNOWN ? health.worse(Health.UNKNOWN) : health,
        plan.about(),
        "%s; %s; cvmsnap status (run %s)".formatted(text, who, plan.run()));
    run.record().doubts().forEach(doubt -> find(Health.CRITICAL, plan.about(), "DATA: " + doubt));
  }

  /** A journal that cannot be read hides what it owes; a lock record without one is a debt. */
  private void unaccounted(Journals.Left left) {
    for (Journals.Damaged damaged : left.damaged()) {
      if (concern.with(damaged.about())) {
        find(
            Health.UNKNOWN,
            damaged.about().orElse("journals"),
            "what run %s owes is not known, as its journal cannot be read: %s"
                .formatted(damaged.name(), damaged.why()));
      }
    }
    unaccounted.ofRecords(left).stream()
        .filter(each -> concern.with(each.about()))
        .forEach(
            each -> {
              owed++;
              find(Health.CRITICAL, each.about().orElse("lock record"), each.told().problem());
            });
    if (!unaccounted.unknown().isEmpty()) {
      find(
          Health.UNKNOWN,
          "lock records",
          "whether others are owed anything cannot be seen: " + unaccounted.unknown());
    }
  }
}
