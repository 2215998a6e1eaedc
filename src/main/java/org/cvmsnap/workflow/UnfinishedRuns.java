package org.cvmsnap.workflow;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cvmsnap.cluster.Catalogue;
import org.cvmsnap.error.BusyException;
import org.cvmsnap.error.CvmsnapException;
import org.cvmsnap.error.Refusal;
import org.cvmsnap.error.RefusedException;
import org.cvmsnap.error.ServiceDownException;
import org.cvmsnap.journal.Doubt;
import org.cvmsnap.journal.Journals;
import org.cvmsnap.journal.RunRecord;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.Nearest;
import org.cvmsnap.model.RunId;
import org.cvmsnap.model.ShellLine;
import org.cvmsnap.model.SnapshotRef;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.run.Debt;

/** What the journals on this machine tell of runs that have not ended. */
final class UnfinishedRuns {
  private final Journals journals;

  UnfinishedRuns(Journals journals) {
    this.journals = journals;
  }

  /** All of them, oldest first. */
  List<RunRecord> all() {
    return journals.unfinished();
  }

  /** That run, or those of that guest; all of them where none is named. */
  List<RunRecord> meant(Optional<RunId> run, Optional<GuestName> guest) {
    return all().stream()
        .filter(record -> run.map(record.plan().run()::equals).orElse(true))
        .filter(record -> guest.isEmpty() || record.plan().guest().equals(guest))
        .toList();
  }

  /**
   * Those of the runs that nobody is at: the ones that took a guest down first.
   *
   * @throws BusyException when somebody is at all of them
   */
  List<RunRecord> requireAbandoned(List<RunRecord> runs, Session session) {
    List<UnfinishedRun> each = runs.stream().map(run -> UnfinishedRun.of(run, session)).toList();
    if (!each.isEmpty() && each.stream().allMatch(run -> run.holder().isPresent())) {
      throw new BusyException(
          "%s is at work on %s."
              .formatted(each.get(0).holder().get(), each.get(0).record().plan().about()),
          "See cvmsnap status.");
    }
    return each.stream()
        .filter(run -> run.holder().isEmpty())
        .map(UnfinishedRun::record)
        .sorted(Comparator.comparing(run -> run.plan().guest().isEmpty()))
        .toList();
  }

  /** The run of that id; empty where it has ended, or there is none. */
  Optional<RunRecord> run(RunId run) {
    return all().stream().filter(record -> record.plan().run().equals(run)).findFirst();
  }

  /** Whether the journal of that run says that it has ended; not where there is none to be read. */
  boolean ended(RunId run) {
    try {
      return journals.run(run).filter(RunRecord::ended).isPresent();
    } catch (IOException | IllegalArgumentException e) {
      return false;
    }
  }

  /** Whether there is a journal of that id, and it cannot be read. */
  boolean damaged(RunId run) {
    return journals.damaged().stream().anyMatch(each -> each.name().equals(run.value()));
  }

  /** That no unfinished run has that id, and which one may be meant. */
  RefusedException noRun(RunId run) {
    List<String> ids = all().stream().map(each -> each.plan().run().value()).toList();
    return new RefusedException(
        "There is no unfinished run %s.%s"
            .formatted(run, ids.isEmpty() ? "" : " Unfinished: " + owed() + "."),
        Nearest.ask(run.value(), ids, "See cvmsnap status."));
  }

  /**
   * Returns where nothing is owed to anybody, so that a name under which nothing is owed cannot be
   * a mistyped one.
   *
   * @param left what else there is that the journals do not account for
   * @throws RefusedException otherwise
   */
  void requireNoOther(GuestName guest, Unaccounted left) {
    if (!left.of(guest).cases().isEmpty()) {
      return; // that is told, and may be what is meant
    }
    List<String> names =
        Stream.concat(
                all().stream().map(run -> run.plan().about()),
                left.cases().stream().flatMap(each -> each.about().stream()))
            .distinct()
            .toList();
    if (!names.isEmpty()) {
      String owed = all().isEmpty() ? String.join(", ", names) : owed();
      throw new RefusedException(
          "Nothing is owed to %s, and something to others: %s.".formatted(guest, owed),
          Nearest.ask(guest.value(), names, "See cvmsnap status."));
    }
  }

  /** All of them in words: "ldom1 (run 2026...: ldom1 has to be started)". */
  private String owed() {
    return owed(all());
  }

  private static String owed(List<RunRecord> runs) {
    return runs.stream()
        .map(
            run ->
                "%s (run %s%s)"
                    .formatted(
                        run.plan().about(),
                        run.plan().run(),
                        run.debts().isEmpty()
                            ? ""
                            : ": "
                                + String.join(", ", run.debts().stream().map(Debt::owed).toList())))
        .collect(Collectors.joining("; "));
  }

  /** Those of a guest, oldest first. */
  List<RunRecord> of(GuestName guest) {
    return all().stream()
        .filter(record -> record.plan().guest().equals(Optional.of(guest)))
        .toList();
  }

  /** Those that are about any of the volumes, oldest first. */
  List<RunRecord> concerning(List<VolumeId> volumes) {
    return all().stream()
        .filter(record -> record.plan().volumes().stream().anyMatch(volumes::contains))
        .toList();
  }

  /**
   * Returns where every journal of the guest's can be read.
   *
   * @throws RefusedException otherwise: the guest may be down, and would be taken for one that was
   *     off
   */
  void requireReadable(GuestName guest) {
    journals.damaged().stream()
        .filter(journal -> journal.about().map(guest.value()::equals).orElse(true))
        .findFirst()
        .ifPresent(
            journal -> {
              throw new RefusedException(
                  "The journal of run %s cannot be read, so nobody knows what it owes to %s: %s."
                      .formatted(journal.name(), guest, journal.why()),
                  "cvmsnap status says how the guest stands, and what to type.");
            });
  }

  /** The same refusal, which also tells where the guest is not as it was. */
  CvmsnapException refused(GuestName guest, CvmsnapException why) {
    List<RunRecord> down =
        why instanceof RefusedException
            ? of(guest).stream().filter(RunRecord::serviceDown).toList()
            : List.of();
    if (down.isEmpty()) {
      return why;
    }
    List<Refusal> reasons = new ArrayList<>(why.reasons());
    reasons.add(
        new Refusal(
            "Something is still owed: " + owed(down) + ".",
            ShellLine.hint("See cvmsnap status, then type cvmsnap recover --ldom %s.", guest)));
    return new ServiceDownException(down.stream().noneMatch(RunRecord::guestDown), reasons);
  }

  /**
   * A dry run only looks, so it cannot pay what an earlier run owes.
   *
   * @throws BusyException when that run is at work
   * @throws RefusedException when one owes something to the guest
   */
  void requireNothingOwed(GuestName guest, Session session) {
    requireAbandoned(of(guest), session);
    if (!of(guest).stream().allMatch(RunRecord::onlyInDoubt)) {
      throw new RefusedException(
          "An earlier run has left something undone for " + guest + ".",
          ShellLine.hint("See cvmsnap status; cvmsnap recover --ldom %s pays it.", guest));
    }
  }

  /**
   * Requires that the content of what is used is known, and that no way out of a doubt is lost.
   *
   * @param overwritten what gets a new content
   * @throws RefusedException otherwise
   */
  void requireCertain(List<VolumeId> used, List<VolumeId> overwritten) {
    List<Refusal> refusals = new ArrayList<>();
    for (RunRecord run : all()) {
      Doubt doubt = run.doubt();
      Set<VolumeId> mixed = doubt.mixed();
      Set<VolumeId> needed = doubt.needed();
      used.stream()
          .filter(mixed::contains)
          .map("What %s holds is in doubt"::formatted)
          .findFirst()
          .or(
              () ->
                  overwritten.stream()
                      .filter(needed::contains)
                      .map("%s may still be needed as it is"::formatted)
                      .findFirst())
          .ifPresent(problem -> refusals.add(doubted(problem, run)));
    }
    if (!refusals.isEmpty()) {
      throw new RefusedException(refusals);
    }
  }

  /** Whether what any of the volumes holds is in doubt. */
  boolean inDoubt(List<VolumeId> volumes) {
    return all().stream().anyMatch(run -> !Collections.disjoint(run.doubt().mixed(), volumes));
  }

  private static Refusal doubted(String problem, RunRecord run) {
    return new Refusal(
        "%s, since %s %s.".formatted(problem, run.plan().operation(), run.plan().run()),
        String.join(". ", run.doubt().sentences()) + "." + writeOff(run));
  }

  private static String writeOff(RunRecord run) {
    return run.plan()
        .guest()
        .filter(guest -> run.doubt().canBeWrittenOff())
        .map(
            guest ->
                ShellLine.hint(
                    " Where somebody has set that right in another way: cvmsnap recover --ldom %s --write-off.",
                    guest))
        .orElse("");
  }

  /**
   * @throws RefusedException when a run that was cut short has left any of the volumes half done
   */
  void requireDone(List<VolumeId> volumes) {
    requireDone(volumes, Set.of(), List.of());
  }

  /**
   * @param known runs that the caller has begun itself, and that are not in its way
   * @param discarded those that nobody will use any more: what they hold need not be known
   * @throws RefusedException when any other run has left any of the volumes half done
   */
  void requireDone(List<VolumeId> volumes, Set<RunId> known, List<VolumeId> discarded) {
    Set<VolumeId> used = new HashSet<>(volumes);
    used.removeAll(Set.copyOf(discarded));
    concerning(volumes).stream()
        .filter(run -> !known.contains(run.plan().run()))
        .filter(run -> !isOfOthers(run, used))
        .findFirst()
        .ifPresent(
            run -> {
              if (run.onlyInDoubt()) {
                throw new RefusedException(
                    List.of(doubted("What some of its volumes hold is in doubt", run)));
              }
              throw new RefusedException(
                  "An earlier run (%s of %s) was cut short and is not finished."
                      .formatted(run.plan().operation(), run.plan().about()),
                  ShellLine.hint("Type cvmsnap recover --run %s.", run.plan().run()));
            });
  }

  /** Whether nothing but a doubt is left of the run, and it is about none of these. */
  private static boolean isOfOthers(RunRecord run, Set<VolumeId> volumes) {
    Doubt doubt = run.doubt();
    return run.onlyInDoubt()
        && Collections.disjoint(doubt.mixed(), volumes)
        && Collections.disjoint(doubt.needed(), volumes);
  }

  /**
   * The snapshot that is meant.
   *
   * @throws RefusedException when there is none, or several; also where a run that was cut short
   *     has ended it already, and says so
   */
  VolumeId snapshot(Catalogue catalogue, SnapshotRef ref) {
    try {
      return catalogue.snapshot(ref);
    } catch (RefusedException e) {
      all().stream()
          .filter(record -> record.plan().finishedLater())
          .flatMap(record -> record.plan().volumes().stream())
          .filter(ref::means)
          .findFirst()
          .ifPresent(id -> requireDone(List.of(id)));
      throw e;
    }
  }
}
