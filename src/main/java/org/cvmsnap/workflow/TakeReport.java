package org.cvmsnap.workflow;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cvmsnap.engine.RunResult;
import org.cvmsnap.error.ExitCode;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.Proof;
import org.cvmsnap.model.RunId;
import org.cvmsnap.model.SnapshotPair;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.plan.take.Kind;
import org.cvmsnap.step.MakeSnapshots;

/**
 * How a take went.
 *
 * @param made the snapshots of the set; empty unless all of them are good
 * @param proofs how good what is on them is known to be, by snapshot
 * @param uncertain whether snapshots may be there all the same: they were begun with, and not seen
 *     to be gone
 * @param verified what they have said of themselves then; empty where they were not asked
 * @param pruned what a retention policy removed then; empty where there was none to apply
 */
public record TakeReport(
    OutageReport outage,
    Kind kind,
    List<SnapshotPair> made,
    Map<VolumeId, Proof> proofs,
    boolean uncertain,
    Optional<VerifyReport> verified,
    Optional<PruneReport> pruned) {
  public TakeReport {
    made = List.copyOf(made);
    proofs = Map.copyOf(proofs);
  }

  TakeReport with(PruneReport report) {
    return new TakeReport(outage, kind, made, proofs, uncertain, verified, Optional.of(report));
  }

  TakeReport with(VerifyReport report) {
    Map<VolumeId, Proof> known = new HashMap<>(proofs);
    report.snapshots().stream()
        .filter(VerifyReport.Verified::answered)
        .forEach(each -> known.put(each.snapshot(), each.proof()));
    return new TakeReport(outage, kind, made, known, uncertain, Optional.of(report), pruned);
  }

  /** Whether all that was to be known of the snapshots by now is known, and good. */
  boolean asWanted() {
    return result().status() == ExitCode.DONE.value()
        && verified.map(VerifyReport::exit).orElse(ExitCode.DONE) == ExitCode.DONE;
  }

  /** When a snapshot that was made was: those of a disk group in one instant. */
  public Optional<Instant> taken(VolumeId snapshot) {
    return outage.history().acted(step -> MakeSnapshots.makes(step, snapshot));
  }

  /** How good a snapshot that was made is known to be. */
  public Proof proof(VolumeId snapshot) {
    return proofs.getOrDefault(snapshot, Proof.UNCHECKED);
  }

  /** How good the set is known to be: as good as the worst of it. */
  public Proof proof() {
    return made.stream().map(pair -> proof(pair.snapshot())).reduce(Proof.CLEAN, Proof::worse);
  }

  public RunId run() {
    return outage.run();
  }

  public GuestName guest() {
    return outage.guest();
  }

  public RunResult result() {
    return outage.result();
  }
}
