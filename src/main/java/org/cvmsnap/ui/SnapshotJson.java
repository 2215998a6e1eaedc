package org.cvmsnap.ui;

import static org.cvmsnap.ui.JsonDocument.ordered;

import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.cvmsnap.cluster.SnapshotFacts;
import org.cvmsnap.journal.RunRecord;
import org.cvmsnap.model.SnapshotInfo;
import org.cvmsnap.model.SnapshotPair;
import org.cvmsnap.model.SnapshotRow;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.workflow.Evidence;
import org.cvmsnap.workflow.Listing;
import org.cvmsnap.workflow.Show;
import org.cvmsnap.workflow.TakeReport;
import org.jspecify.annotations.Nullable;

/** What the JSON documents tell of snapshots. */
final class SnapshotJson {
  private SnapshotJson() {}

  static Map<String, @Nullable Object> of(SnapshotInfo each) {
    return of(each, each.ours());
  }

  /**
   * The keys of one snapshot.
   *
   * @param ours null where it is not known
   */
  static Map<String, @Nullable Object> of(SnapshotInfo each, @Nullable Boolean ours) {
    return ordered(
        "name", each.id().name().value(),
        "group", each.id().group().value(),
        "source", each.source().map(Object::toString).orElse(null),
        "kind", each.kind(),
        "taken", each.taken().orElse(null),
        "bytes", each.sectors() * 512,
        "changedPercent", number(each.changed()),
        "synchronizedPercent", number(each.synchronizedPercent()),
        "guest", each.guest().orElse(null),
        "set", each.set().orElse(null),
        "proof", each.proof().word(),
        "ours", ours,
        "good", each.good(),
        "troubles", each.state(),
        "comment", each.comment().orElse(null),
        "policy", each.policy().orElse(null));
  }

  /** All of those that are listed. */
  static List<Map<String, @Nullable Object>> of(Listing.Listed listed) {
    return listed.snapshots().stream()
        .map(each -> of(each, listed.told(each) ? each.ours() : null))
        .toList();
  }

  /** All that is known of one. */
  static Map<String, @Nullable Object> of(Show.Details details) {
    SnapshotFacts facts = details.facts();
    Map<String, @Nullable Object> map = of(facts.info());
    map.put("listed", facts.row().flatMap(SnapshotRow::date).map(Object::toString).orElse(null));
    map.put("type", facts.row().flatMap(SnapshotRow::typeWord).orElse(null));
    map.put(
        "plexes",
        facts.plexes().stream()
            .map(
                plex ->
                    ordered("name", plex.name(), "state", plex.state(), "layout", plex.layout()))
            .toList());
    map.put(
        "dco",
        facts
            .dco()
            .map(dco -> ordered("name", dco.name(), "log", dco.logVolume().value()))
            .orElse(null));
    map.put("children", facts.children().stream().map(VolumeId::toString).toList());
    map.put("othersOfSet", details.set().stream().map(VolumeId::toString).toList());
    map.put("pinned", facts.pinned());
    map.put("tags", new TreeMap<>(facts.tags()));
    map.put("openOn", facts.use().openOn());
    map.put("exports", facts.use().exposures().stream().map(ExposureJson::of).toList());
    map.put("unknown", facts.use().unknown());
    return map;
  }

  /** One that was taken. */
  static Map<String, @Nullable Object> made(TakeReport report, SnapshotPair pair) {
    return ordered(
        "name", pair.snapshot().name().value(),
        "group", pair.snapshot().group().value(),
        "source", pair.source().name().value(),
        "kind", report.kind().word(),
        "taken",
            report
                .taken(pair.snapshot())
                .map(at -> at.truncatedTo(ChronoUnit.SECONDS).toString())
                .orElse(null),
        "proof", report.proof(pair.snapshot()).word());
  }

  /** Snapshots and what they are of, by name. */
  static List<Map<String, @Nullable Object>> pairs(List<SnapshotPair> pairs) {
    return pairs.stream()
        .map(
            pair ->
                ordered(
                    "name", pair.snapshot().name().value(),
                    "group", pair.snapshot().group().value(),
                    "source", pair.source().name().value()))
        .toList();
  }

  private static @Nullable Double number(OptionalDouble value) {
    return value.isPresent() ? Double.valueOf(value.getAsDouble()) : null;
  }

  /** How a snapshot came into being, but for the commands. */
  static Map<String, @Nullable Object> of(Evidence evidence) {
    SnapshotInfo info = evidence.facts().info();
    RunRecord run = evidence.run();
    return ordered(
        "name", info.id().name().value(),
        "group", info.id().group().value(),
        "proof", info.proof().word(),
        "run", run.plan().run().value(),
        "operation", run.plan().operation(),
        "host", run.owner().host(),
        "begun", run.begun().toString(),
        "seen", evidence.seen().stream().map(SnapshotJson::seen).toList());
  }

  private static Map<String, @Nullable Object> seen(Evidence.Seen seen) {
    return ordered(
        "at", seen.at().toString(),
        "kind", seen.subject().kind(),
        "target", seen.subject().target(),
        "host", seen.subject().host(),
        "outcome", seen.outcome().word(),
        "why", seen.why().isEmpty() ? null : seen.why());
  }
}
