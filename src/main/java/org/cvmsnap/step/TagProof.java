package org.cvmsnap.step;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cvmsnap.cluster.Tags;
import org.cvmsnap.engine.Goal;
import org.cvmsnap.engine.History;
import org.cvmsnap.engine.Look;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.PlacedFileSystem;
import org.cvmsnap.model.Proof;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.run.Invocation;
import org.cvmsnap.site.Site;
import org.cvmsnap.vxvm.VxvmCommands;

/**
 * The snapshot carries the mark of what it has said of itself; where it has not said enough it
 * keeps the mark that it has. The old one is removed first, as it is not documented what setting a
 * tag does that is set already (vxassist(1M)); a removal that gave no answer may still come, and is
 * waited for.
 *
 * @param fileSystems all that are on it
 * @param before the mark that it had when this was planned
 */
public record TagProof(
    Machine control, VolumeId snapshot, List<PlacedFileSystem> fileSystems, Optional<String> before)
    implements SiteStep.Following {
  public TagProof {
    fileSystems = List.copyOf(fileSystems);
  }

  @Override
  public Goal goal(Site site, History history) {
    Optional<Proof> proof =
        AskSnapshot.proof(
            Proof.of(before),
            fileSystems,
            history.ended(AskSnapshot.class),
            history.ended(MountSnapshot.class));
    String wanted = proof.orElse(Proof.CLEAN).word();
    Invocation setting = here(VxvmCommands.settag(snapshot, Map.of(Tags.PROOF, wanted)));
    Invocation removing = here(VxvmCommands.removetag(snapshot, List.of(Tags.PROOF)));
    return Goal.of(
        subject(snapshot.toString()),
        ONE_COMMAND,
        before.map(word -> changing(word, wanted, removing, setting)).orElse(List.of(setting)),
        acts -> {
          if (proof.isEmpty()) {
            return Look.reached(
                "it keeps its mark, as what was seen does not prove that it is another");
          }
          String there = site.vxvm(control).tags(snapshot).getOrDefault(Tags.PROOF, "");
          if (there.equals(wanted)) {
            return Look.reached(wanted);
          }
          return there.isEmpty()
              ? Look.owed("it has no mark", setting)
              : Look.owed("it is marked " + there, removing);
        });
  }

  private static List<Invocation> changing(
      String from, String to, Invocation removing, Invocation setting) {
    return from.equals(to) ? List.of() : List.of(removing, setting);
  }
}
