package org.cvmsnap.vxvm;

import static org.cvmsnap.vxvm.VxvmCommands.command;
import static org.cvmsnap.vxvm.VxvmCommands.with;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.host.CommandResult.Finished;
import org.cvmsnap.host.Reading;
import org.cvmsnap.model.GroupLayout;
import org.cvmsnap.model.GroupName;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.model.VolumeName;
import org.cvmsnap.model.VolumeRecord;

/**
 * Reads tags in the form that this release knows. The synopses of 5.1, 6.0.1 and 7.4 have {@code
 * listtag} of one volume only (vxassist(1M)); others list all of a group.
 */
final class TagReading {
  /** With more volumes than these, VxVM is asked first which of them are cvmsnap's. */
  private static final int FEW = 12;

  private static final String MARK = "cvmsnap.run";

  private final Reading reading;
  private final GroupName group;

  TagReading(Reading reading, GroupName group) {
    this.reading = reading;
    this.group = group;
  }

  /** The tags of every volume that has any; of a large group perhaps only those of cvmsnap's. */
  Map<VolumeName, Map<String, String>> all() throws NotLearnedException, InterruptedException {
    List<String> argv = command("vxassist", group, "listtag");
    Finished ended = reading.ended(argv);
    if (!refused(ended)) {
      return understood(argv, ended);
    }
    List<VolumeName> volumes = layout().dataVolumes().stream().map(VolumeRecord::name).toList();
    if (volumes.size() > FEW) {
      volumes = narrowed(volumes);
    }
    Map<VolumeName, Map<String, String>> tags = new LinkedHashMap<>();
    for (VolumeName volume : volumes) {
      Map<String, String> own = ifThere(volume);
      if (!own.isEmpty()) {
        tags.put(volume, own);
      }
    }
    return Map.copyOf(tags);
  }

  /** None for one that somebody has removed meanwhile. */
  private Map<String, String> ifThere(VolumeName volume)
      throws NotLearnedException, InterruptedException {
    try {
      return alone(volume);
    } catch (NotLearnedException e) {
      if (layout().volume(volume).isPresent()) {
        throw e;
      }
      return Map.of();
    }
  }

  /** The tags of one volume; none where it has none, or is not there. */
  Map<String, String> of(VolumeName volume) throws NotLearnedException, InterruptedException {
    List<String> argv = command("vxassist", group, "listtag");
    Finished ended = reading.ended(argv);
    if (!refused(ended)) {
      return understood(argv, ended).getOrDefault(volume, Map.of());
    }
    return layout().volume(volume).isPresent() ? alone(volume) : Map.of();
  }

  /** Whether a form is one that this release does not know, as far as can be seen. */
  private static boolean refused(Finished ended) {
    return ended.out().isBlank() && (ended.exit() != 0 || !ended.err().isBlank());
  }

  private GroupLayout layout() throws NotLearnedException, InterruptedException {
    return reading.read(
        output -> GroupLayoutParser.parse(group, output), command("vxprint", group, "-ht"));
  }

  private Map<String, String> alone(VolumeName volume)
      throws NotLearnedException, InterruptedException {
    List<String> argv = command("vxassist", new VolumeId(group, volume), "listtag");
    Finished ended = reading.ended(argv);
    Map<VolumeName, Map<String, String>> told = understood(argv, ended);
    if (told.keySet().stream().anyMatch(name -> !name.equals(volume))) {
      throw new NotLearnedException("'" + String.join(" ", argv) + "' tells of other volumes");
    }
    return told.getOrDefault(volume, Map.of());
  }

  /** Those with cvmsnap's mark; all of them, where VxVM names none: its words may be others. */
  private List<VolumeName> narrowed(List<VolumeName> volumes) throws InterruptedException {
    List<String> argv = with(command("vxassist", group, "list"), "tag=" + MARK);
    try {
      Map<VolumeName, Map<String, String>> marked = understood(argv, reading.ended(argv));
      return marked.isEmpty() ? volumes : volumes.stream().filter(marked::containsKey).toList();
    } catch (NotLearnedException e) {
      return volumes;
    }
  }

  private Map<VolumeName, Map<String, String>> understood(List<String> argv, Finished ended)
      throws NotLearnedException {
    if (ended.exit() != 0) {
      throw new NotLearnedException(Reading.failure(argv, ended));
    }
    return Reading.understood(argv, ended.out(), out -> new TagListParser().parse(group, out));
  }
}
