package org.cvmsnap.workflow;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.cvmsnap.cluster.CacheUse;
import org.cvmsnap.cluster.Catalogue;
import org.cvmsnap.cluster.SnapshotFacts;
import org.cvmsnap.error.RefusedException;
import org.cvmsnap.journal.Journals;
import org.cvmsnap.journal.RunRecord;
import org.cvmsnap.model.CacheObject;
import org.cvmsnap.model.GroupName;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.Proof;
import org.cvmsnap.model.RunId;
import org.cvmsnap.plan.snapshot.SnapshotSet;
import org.cvmsnap.workflow.MetricsReport.Family;
import org.cvmsnap.workflow.MetricsReport.Sample;

/** Gathers numbers that tell how protection stands; it only reads. */
public final class Metrics {
  /** How many runs of a guest are read to find the last that has ended, and the last outage. */
  private static final int READ = 50;

  private final Session session;
  private final Blind blind;
  private final Map<String, Family> families = new LinkedHashMap<>();
  private final Map<String, List<Sample>> samples = new LinkedHashMap<>();
  private final List<String> unlearned = new ArrayList<>();
  private final TreeSet<String> guests = new TreeSet<>();

  /** Runs that have no journal here, by their lock records. */
  private final List<Unaccounted.Case> lost = new ArrayList<>();

  /**
   * @param blind what is not known whatever is there to be looked at
   */
  public Metrics(Session session, Blind blind) {
    this.session = session;
    this.blind = blind;
  }

  /** All that can be learned, and what cannot. */
  public MetricsReport gather() throws InterruptedException {
    blind.configuration().forEach(each -> unlearned.add(each.problem()));
    blind.debts().forEach(each -> unlearned.add(each.problem()));
    learned("snapshots", snapshots());
    learned("debts", debts());
    learned("runs", runs());
    sample(
        "metrics_timestamp_seconds",
        "When these metrics were gathered.",
        Map.of(),
        seconds(session.now()));
    return new MetricsReport(
        families.values().stream()
            .map(
                each ->
                    new Family(
                        each.name(),
                        each.help(),
                        samples.getOrDefault(each.name(), List.<Sample>of())))
            .toList(),
        unlearned);
  }

  private void learned(String what, boolean learned) {
    sample(
        "learned",
        "Whether all of that could be learned; what could not has no sample.",
        Map.of("what", what),
        learned ? 1 : 0);
  }

  private void sample(String name, String help, Map<String, String> labels, double value) {
    String full = "cvmsnap_" + name;
    families.putIfAbsent(full, new Family(full, help, List.of()));
    samples.computeIfAbsent(full, each -> new ArrayList<>()).add(new Sample(labels, value));
  }

  private static double seconds(Instant instant) {
    return instant.toEpochMilli() / 1000.0;
  }

  private static Map<String, String> labels(String... pairs) {
    Map<String, String> labels = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      labels.put(pairs[i], pairs[i + 1]);
    }
    return labels;
  }

  private boolean snapshots() throws InterruptedException {
    Catalogue catalogue;
    try {
      catalogue = Catalogue.read(session.reading());
    } catch (RefusedException e) {
      unlearned.add(e.described());
      return false;
    }
    List<Protection> all = Protection.all(catalogue.all());
    boolean timely = all.stream().map(this::sets).reduce(true, Boolean::logicalAnd);
    all.forEach(this::states);
    CacheUse.each(catalogue, all.stream().map(Protection::volume).toList(), this::cache);
    catalogue
        .disabled()
        .forEach(
            group ->
                unlearned.add(
                    "Disk group %s is disabled, so what is in it is not known.".formatted(group)));
    return catalogue.disabled().isEmpty() && timely;
  }

  /** Tells the times of its newest sets; whether none is later than now, which tells nothing. */
  private boolean sets(Protection each) {
    each.guest().ifPresent(guest -> guests.add(guest.value()));
    Map<String, String> labels =
        labels(
            "group", each.volume().group().value(),
            "volume", each.volume().name().value(),
            "guest", each.guest().map(GuestName::value).orElse(""));
    taken(each.proven())
        .ifPresent(
            taken ->
                sample(
                    "newest_proven_set_timestamp_seconds",
                    "When the newest snapshot set was taken whose file systems were seen to be clean.",
                    labels,
                    seconds(taken)));
    taken(each.newest())
        .ifPresent(
            taken ->
                sample(
                    "newest_set_timestamp_seconds",
                    "When the newest sound snapshot set was taken, proven or not.",
                    labels,
                    seconds(taken)));
    for (String policy : each.policies()) {
      Map<String, String> its = new LinkedHashMap<>(labels);
      its.put("policy", policy);
      taken(each.proven(policy))
          .ifPresent(
              taken ->
                  sample(
                      "policy_newest_proven_set_timestamp_seconds",
                      "When a policy took its newest set whose file systems were seen to be clean.",
                      its,
                      seconds(taken)));
    }
    if (Stream.of(each.newest(), each.proven()).flatMap(Optional::stream).anyMatch(this::future)) {
      unlearned.add(
          "The newest set of %s says that it was taken later than now: some clock is wrong, or was."
              .formatted(each.volume()));
      return false;
    }
    return true;
  }

  private boolean future(SnapshotSet set) {
    return set.takenAfter(session.now());
  }

  private Optional<Instant> taken(Optional<SnapshotSet> set) {
    return set.filter(each -> !future(each)).flatMap(SnapshotSet::taken);
  }

  private void states(Protection each) {
    Map<String, Integer> counts = new TreeMap<>(Map.of("good", 0, "dirty", 0, "troubled", 0));
    for (SnapshotFacts snapshot : each.snapshots()) {
      boolean dirty = snapshot.info().proof() == Proof.DIRTY;
      counts.merge(
          dirty ? "dirty" : snapshot.info().state().isEmpty() ? "good" : "troubled",
          1,
          Integer::sum);
    }
    counts.forEach(
        (state, count) ->
            sample(
                "snapshots",
                "How many snapshots there are: good, dirty, or with something that speaks against"
                    + " using them.",
                labels(
                    "group", each.volume().group().value(),
                    "volume", each.volume().name().value(),
                    "state", state),
                count));
  }

  private void cache(GroupName group, CacheObject cache, double percent) {
    sample(
        "cache_used_ratio",
        "How full a cache of space-optimized snapshots is, about.",
        labels("group", group.value(), "cache", cache.name()),
        percent / 100);
  }

  /** What is known to be owed is told in any case; that nothing is, only where all is known. */
  private boolean debts() throws InterruptedException {
    Journals.Left left = session.journals().left();
    Unaccounted unaccounted = Unaccounted.of(session, left);
    left.unfinished()
        .forEach(run -> run.plan().guest().ifPresent(guest -> guests.add(guest.value())));
    unlearned(left, unaccounted);
    boolean learned = blind.debts().isEmpty() && unaccounted.none();
    long owed =
        left.unfinished().stream()
                .filter(run -> !UnfinishedRun.of(run, session).running())
                .mapToLong(run -> run.debts().size())
                .sum()
            + lost.size();
    if (learned || owed > 0) {
      sample("debts", "What is owed by runs that nobody is at.", Map.of(), (double) owed);
    }
    guests.forEach(guest -> down(guest, left, unaccounted));
    return learned;
  }

  private void unlearned(Journals.Left left, Unaccounted unaccounted) {
    left.damaged()
        .forEach(
            each -> unlearned.add("The journal of run %s cannot be read.".formatted(each.name())));
    lost.addAll(unaccounted.ofRecords(left));
    lost.forEach(each -> unlearned.add(each.told().problem()));
    if (!unaccounted.unknown().isEmpty()) {
      unlearned.add("Lock records cannot be seen: " + unaccounted.unknown() + ".");
    }
  }

  /** That a guest is not down is told where no journal is missing that may be about it. */
  private void down(String guest, Journals.Left left, Unaccounted unaccounted) {
    boolean isDown =
        left.unfinished().stream()
            .filter(RunRecord::guestDown)
            .anyMatch(run -> run.plan().guest().map(GuestName::value).equals(Optional.of(guest)));
    boolean known = blind.debts().isEmpty() && unaccounted.of(new GuestName(guest)).none();
    if (known || isDown) {
      sample(
          "guest_down",
          "Whether the guest cannot be used as a run has it down, at work or not.",
          Map.of("guest", guest),
          isDown ? 1 : 0);
    }
  }

  /**
   * How the last run of each guest has ended; where a newer journal cannot be read, or is not here,
   * not known. One that says that it began later than now is not the last one for that.
   */
  private boolean runs() {
    boolean learned = blind.debts().isEmpty();
    for (String guest : guests) {
      if (lost.stream().anyMatch(each -> each.about().map(guest::equals).orElse(true))) {
        learned = false;
        continue;
      }
      List<Journals.Kept> kept =
          session
              .journals()
              .all(
                  name ->
                      RunId.legal(name).filter(this::begun).isPresent()
                          && name.contains("-" + guest + "-"))
              .limit(READ)
              .toList();
      boolean told = false;
      boolean outage = false;
      for (Journals.Kept each : kept) {
        Optional<PastRun> run =
            RunHistory.record(each)
                .filter(
                    record ->
                        record.plan().guest().map(GuestName::value).equals(Optional.of(guest)))
                .map(record -> PastRun.of(record, session));
        if (each instanceof Journals.Damaged && !told) {
          learned = false;
          break;
        }
        if (!told && run.filter(one -> one.ended().isPresent()).isPresent()) {
          told = true;
          ended(guest, run.orElseThrow());
        }
        if (!outage && run.flatMap(PastRun::away).isPresent()) {
          outage = true;
          sample(
              "last_outage_seconds",
              "How long the guest could not be used in its last run that had it down.",
              Map.of("guest", guest),
              run.flatMap(PastRun::away).orElseThrow().toMillis() / 1000.0);
        }
      }
    }
    return learned;
  }

  private boolean begun(RunId run) {
    return !run.start().isAfter(session.now());
  }

  private void ended(String guest, PastRun run) {
    Map<String, String> labels = labels("guest", guest, "operation", run.operation());
    sample(
        "last_run_exit_code",
        "The exit status of the guest's last run that has ended.",
        labels,
        run.exit().orElseThrow());
    sample(
        "last_run_timestamp_seconds",
        "When that run ended.",
        labels,
        seconds(run.ended().orElseThrow()));
  }
}
