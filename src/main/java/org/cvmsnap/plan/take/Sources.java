package org.cvmsnap.plan.take;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.cvmsnap.cluster.OutageFacts;
import org.cvmsnap.error.Refusal;
import org.cvmsnap.model.Nearest;
import org.cvmsnap.model.SnapshotRef;
import org.cvmsnap.model.VolumeId;

/**
 * The volumes of a guest that are to be snapshotted.
 *
 * @param volumes those that can be told
 * @param refusals why others cannot
 * @param notes what should be known of the choice, in sentences
 * @param omitted what of the guest's data is not among them, in sentences
 */
public record Sources(
    List<VolumeId> volumes, List<Refusal> refusals, List<String> notes, List<String> omitted) {
  public Sources {
    volumes = List.copyOf(volumes);
    refusals = List.copyOf(refusals);
    notes = List.copyOf(notes);
    omitted = List.copyOf(omitted);
  }

  /** What the request means, of the volumes that the guest has. */
  public static Sources among(TakeRequest request, OutageFacts facts) {
    return request.volumes().isEmpty()
        ? new DataVolumes(request.guest(), facts).sources()
        : named(request, facts);
  }

  private static Sources named(TakeRequest request, OutageFacts facts) {
    Set<VolumeId> volumes = new HashSet<>();
    List<VolumeId> ordered = new ArrayList<>();
    List<Refusal> refusals = new ArrayList<>();
    for (SnapshotRef ref : request.volumes()) {
      List<VolumeId> found = facts.guest().meant(ref);
      if (found.size() != 1) {
        refusals.add(
            found.isEmpty()
                ? unknown(request, ref, facts.guest().volumes())
                : ambiguous(ref, found));
      } else if (volumes.add(found.get(0))) {
        ordered.add(found.get(0));
      } else {
        refusals.add(new Refusal(found.get(0) + " is named twice.", "Name each volume once."));
      }
    }
    return new Sources(ordered, refusals, List.of(), List.of());
  }

  private static Refusal unknown(TakeRequest request, SnapshotRef ref, List<VolumeId> owned) {
    boolean whole = ref.group().isPresent();
    List<String> names =
        owned.stream().map(each -> whole ? each.toString() : each.name().value()).toList();
    String in = ref.group().map(group -> " in disk group " + group).orElse("");
    return new Refusal(
        "No disk of " + request.guest() + " has a volume '" + ref.name() + "'" + in + " behind it.",
        (Nearest.ask(ref.toString(), names, "") + " Its volumes are: " + owned + ".").strip());
  }

  private static Refusal ambiguous(SnapshotRef ref, List<VolumeId> found) {
    return new Refusal(
        "There are several volumes '" + ref + "' behind its disks: " + found + ".",
        "Say which with --group " + found.get(0).group() + ", or as " + found.get(0) + ".");
  }
}
