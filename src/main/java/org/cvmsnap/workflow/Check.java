package org.cvmsnap.workflow;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.cvmsnap.cluster.CacheUse;
import org.cvmsnap.cluster.Catalogue;
import org.cvmsnap.cluster.GroupFacts;
import org.cvmsnap.cluster.SnapshotFacts;
import org.cvmsnap.error.RefusedException;
import org.cvmsnap.model.CacheObject;
import org.cvmsnap.model.GroupName;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.Plex;
import org.cvmsnap.model.Proof;
import org.cvmsnap.model.SnapshotRef;
import org.cvmsnap.model.Span;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.model.VolumeRecord;
import org.cvmsnap.plan.snapshot.SnapshotSet;
import org.cvmsnap.workflow.CheckReport.Finding;
import org.cvmsnap.workflow.CheckReport.Measure;

/**
 * Judges how volumes are protected, for a monitoring system: whether there is a proven set that is
 * young enough, whether anything is owed, and whether the next take would find what it needs. It
 * only reads. What cannot be learned is told as unknown, and never taken for good.
 */
public final class Check {
  /** How full a cache may be before that is worth a look; VxVM grows it at its high watermark. */
  private static final double NEAR = CacheUse.HIGH_WATERMARK - 10;

  /** How far the clocks of the nodes may be apart. */
  private static final Duration CLOCKS = Duration.ofMinutes(5);

  private final Session session;
  private final Request request;
  private final List<Finding> findings = new ArrayList<>();
  private final List<Measure> measures = new ArrayList<>();

  /**
   * What is judged.
   *
   * @param guest its volumes that cvmsnap has taken snapshots of, and what is owed to it
   * @param volumes these, whether or not there are snapshots of them; where neither is named, all
   *     that cvmsnap has taken snapshots of, and all that is owed
   * @param warning how old the newest proven set may be before that is a warning
   * @param critical the same before it is critical; no shorter
   * @param longest how long a run may take before it is taken for one that hangs
   * @param policy whose sets alone count, and whose take is the next one
   * @param blind what is not known before anything is looked at
   */
  public record Request(
      Optional<GuestName> guest,
      List<SnapshotRef> volumes,
      Duration warning,
      Duration critical,
      Duration longest,
      Optional<Policy> policy,
      Blind blind) {
    public Request {
      volumes = List.copyOf(volumes);
      if (warning.compareTo(critical) > 0) {
        throw new IllegalArgumentException("--warn is longer than --crit");
      }
    }

    boolean all() {
      return guest.isEmpty() && volumes.isEmpty();
    }
  }

  /**
   * A policy of the configuration.
   *
   * @param take what it asks for
   */
  public record Policy(String name, Take.Wanted take) {
    private boolean took(SnapshotFacts snapshot) {
      return snapshot.info().policy().equals(Optional.of(name));
    }
  }

  public Check(Session session, Request request) {
    this.session = session;
    this.request = request;
  }

  /**
   * Looks, and judges.
   *
   * @throws RefusedException when a volume is named that there is none of, and not by a policy
   */
  public CheckReport run() throws InterruptedException {
    Optional<Catalogue> catalogue = catalogue();
    List<Protection> judged = catalogue.map(this::judged).orElse(List.of());
    CheckedDebts debts =
        new CheckedDebts(
            session,
            request.longest(),
            concern(catalogue.isPresent(), judged),
            request.blind().debts());
    findings.addAll(debts.findings());
    measures.add(measure("debts", debts.count(), "", OptionalDouble.empty(), 0));
    state(catalogue);
    boolean configured = request.blind().configuration().isEmpty();
    request
        .blind()
        .configuration()
        .forEach(each -> find(Health.UNKNOWN, "configuration", each.problem()));
    if (catalogue.isPresent()) {
      if (configured) {
        nothing(judged);
        judged.forEach(this::age);
      }
      judged.forEach(this::snapshots);
      judged.forEach(each -> volume(catalogue.get(), each));
      CacheUse.each(catalogue.get(), judged.stream().map(Protection::volume).toList(), this::cache);
      if (configured) {
        findings.addAll(
            new CheckedTakes(session, request, debts).findings(catalogue.get(), judged));
      }
    }
    return new CheckReport(findings, measures);
  }

  private void find(Health health, Object about, String text) {
    findings.add(new Finding(health, about.toString(), text));
  }

  private static Measure measure(
      String name, OptionalDouble value, String unit, OptionalDouble warning, double critical) {
    return new Measure(name, value, unit, warning, OptionalDouble.of(critical));
  }

  private Optional<Catalogue> catalogue() throws InterruptedException {
    try {
      Catalogue catalogue = Catalogue.read(session.reading());
      catalogue
          .disabled()
          .forEach(
              group -> {
                if (request.volumes().isEmpty()
                    || request.volumes().stream()
                        .anyMatch(ref -> ref.group().map(group::equals).orElse(true))) {
                  find(
                      Health.UNKNOWN,
                      "disk group " + group,
                      "is disabled, so what is in it is not known");
                }
              });
      return Optional.of(catalogue);
    } catch (RefusedException e) {
      find(Health.UNKNOWN, "snapshots", e.described());
      return Optional.empty();
    }
  }

  /** Whether the next run could keep its journal. */
  private void state(Optional<Catalogue> catalogue) {
    try {
      StatePlace.of(session)
          .trouble(catalogue.map(Catalogue::shared).orElse(List.of()))
          .ifPresent(trouble -> find(Health.WARNING, "state directory", trouble.problem()));
    } catch (IOException e) {
      find(Health.UNKNOWN, "state directory", "what it is on cannot be learned: " + e);
    }
  }

  private List<Protection> judged(Catalogue catalogue) {
    List<SnapshotFacts> all =
        catalogue.all().stream()
            .filter(each -> request.policy().map(policy -> policy.took(each)).orElse(true))
            .toList();
    if (!request.volumes().isEmpty()) {
      return request.volumes().stream()
          .flatMap(volume -> named(catalogue, volume).stream())
          .distinct()
          .map(volume -> Protection.of(volume, all))
          .toList();
    }
    return Protection.all(all).stream()
        .filter(each -> request.guest().isEmpty() || each.guest().equals(request.guest()))
        .toList();
  }

  /** That a volume is gone is no reason to tell nothing else of a policy. */
  private Optional<VolumeId> named(Catalogue catalogue, SnapshotRef volume) {
    try {
      return Optional.of(catalogue.volume(volume));
    } catch (RefusedException e) {
      if (request.policy().isEmpty()) {
        throw e;
      }
      find(
          catalogue.disabled().isEmpty() ? Health.CRITICAL : Health.UNKNOWN, volume, e.described());
      return Optional.empty();
    }
  }

  /** Where it is not known which volumes are judged, all that is owed is told. */
  private CheckedDebts.Concern concern(boolean known, List<Protection> judged) {
    if (request.all() || (!known && request.guest().isEmpty())) {
      return CheckedDebts.Concern.ALL;
    }
    List<GuestName> guests = new ArrayList<>();
    request.guest().ifPresent(guests::add);
    judged.forEach(each -> each.guest().ifPresent(guests::add));
    List<VolumeId> volumes = new ArrayList<>();
    for (Protection each : judged) {
      volumes.add(each.volume());
      each.snapshots().forEach(snapshot -> volumes.add(snapshot.id()));
    }
    return new CheckedDebts.Concern(false, guests, volumes);
  }

  private void nothing(List<Protection> judged) {
    if (judged.isEmpty() && (request.volumes().isEmpty() || request.policy().isEmpty())) {
      request
          .guest()
          .ifPresentOrElse(
              guest -> find(Health.CRITICAL, guest, "no snapshot of its volumes is there"),
              () -> find(Health.UNKNOWN, "snapshots", "there are none, so nothing is watched"));
    }
  }

  private void age(Protection each) {
    String name = "proven_age_" + each.volume();
    Optional<SnapshotSet> proven = each.proven();
    if (proven.isEmpty()) {
      measures.add(
          new Measure(
              name,
              OptionalDouble.empty(),
              "s",
              seconds(request.warning()),
              seconds(request.critical())));
      find(Health.CRITICAL, each.volume(), "no proven set" + newer(each));
      return;
    }
    Instant taken = proven.get().taken().orElseThrow();
    Duration age = Duration.between(taken, session.now());
    measures.add(
        new Measure(
            name,
            OptionalDouble.of((double) Math.max(0, age.toSeconds())),
            "s",
            seconds(request.warning()),
            seconds(request.critical())));
    if (age.plus(CLOCKS).isNegative()) {
      find(
          Health.UNKNOWN,
          each.volume(),
          "its newest proven set is of %s, which is still to come: compare the clocks"
              .formatted(taken));
      return;
    }
    Health health =
        age.compareTo(request.critical()) >= 0
            ? Health.CRITICAL
            : age.compareTo(request.warning()) >= 0 ? Health.WARNING : Health.OK;
    String old = Span.text(age.isNegative() ? Duration.ZERO : age);
    find(health, each.volume(), "newest proven set is " + old + " old" + newer(each));
  }

  private static OptionalDouble seconds(Duration duration) {
    return OptionalDouble.of((double) duration.toSeconds());
  }

  /** Tells of a newer set that is not proven, or of the only one. */
  private String newer(Protection each) {
    if (each.newest().isEmpty()) {
      return ", nor any other good one";
    }
    SnapshotSet newest = each.newest().get();
    if (each.proven().equals(each.newest())) {
      return "";
    }
    Duration age = Duration.between(newest.taken().orElseThrow(), session.now());
    return "; the newest is %s (%s old), which is no proof: cvmsnap verify, or take --verify"
        .formatted(newest.proof().word(), Span.text(age.isNegative() ? Duration.ZERO : age));
  }

  private void snapshots(Protection each) {
    for (SnapshotFacts snapshot : each.snapshots()) {
      List<String> state = snapshot.info().state();
      if (state.stream().anyMatch(Check::broken)) {
        find(Health.CRITICAL, snapshot.id(), "is " + String.join(", ", state));
      } else if (snapshot.info().proof() == Proof.DIRTY) {
        find(Health.WARNING, snapshot.id(), "is dirty: what is on it has to be checked before use");
      } else if (snapshot.info().ours()
          && state.stream().anyMatch(trouble -> !trouble.equals("unsynchronized"))) {
        find(Health.WARNING, snapshot.id(), "is " + String.join(", ", state));
      }
    }
  }

  /** Whether the content is lost, or cannot be read. */
  private static boolean broken(String trouble) {
    return trouble.endsWith("INVALID") || trouble.startsWith("DISABLED");
  }

  /** What the next take breaks off, and what it is made from. */
  private void volume(Catalogue catalogue, Protection each) {
    VolumeId volume = each.volume();
    if (!catalogue.has(volume.group())) {
      find(Health.UNKNOWN, volume, "its disk group cannot be seen");
      return;
    }
    GroupFacts group = catalogue.group(volume.group());
    Optional<VolumeRecord> record = group.layout().volume(volume.name());
    if (record.isEmpty()) {
      find(Health.WARNING, volume, "is gone, and snapshots of it are left");
      return;
    }
    if (!record.get().enabledAndActive()) {
      find(
          Health.CRITICAL,
          volume,
          "is %s/%s".formatted(record.get().kernelState(), record.get().state()));
    }
    if (group.layout().badLog(volume.name())) {
      find(Health.WARNING, volume, "its DCO is BADLOG, so changes are not kept track of");
    }
    for (Plex plex : group.layout().plexesOf(volume.name())) {
      if (plex.gettingReady()) {
        find(
            Health.WARNING,
            volume,
            "its mirror %s is not synchronized (%s), and the next take waits for that"
                .formatted(plex.name(), plex.state()));
      } else if (!plex.kernelState().equals("ENABLED")) {
        find(
            Health.WARNING,
            volume,
            "its plex %s is %s/%s".formatted(plex.name(), plex.kernelState(), plex.state()));
      }
    }
  }

  private void cache(GroupName group, CacheObject cache, double percent) {
    String name = group + "/" + cache.name();
    measures.add(
        measure(
            "cache_" + name,
            OptionalDouble.of(percent),
            "%",
            OptionalDouble.of(NEAR),
            CacheUse.HIGH_WATERMARK));
    Health health =
        percent >= CacheUse.HIGH_WATERMARK
            ? Health.CRITICAL
            : percent >= NEAR ? Health.WARNING : Health.OK;
    String relief = health == Health.OK ? "" : ": " + CacheUse.relief(group, cache);
    find(health, "cache " + name, "is about %.0f %% full%s".formatted(percent, relief));
  }
}
