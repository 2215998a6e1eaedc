package org.cvmsnap.step;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cvmsnap.cluster.Tags;
import org.cvmsnap.engine.Goal;
import org.cvmsnap.engine.History;
import org.cvmsnap.engine.Limits;
import org.cvmsnap.engine.Look;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.model.Cleanness;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.Proof;
import org.cvmsnap.model.ShellLine;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.site.Site;
import org.cvmsnap.solaris.Fsck;

/**
 * A file system that is not mounted any more says of itself that it is clean, just before its disk
 * goes: an unmount that ended well may have left it otherwise.
 *
 * @param os the operating system in the guest
 * @param device the raw one
 * @param volumes that it lies on
 * @param demand what has to be so for the run to go on
 */
public record ProveClean(
    GuestName guest,
    Machine os,
    String device,
    String fsType,
    Optional<String> mountPoint,
    List<VolumeId> volumes,
    Demand demand)
    implements SiteStep.InGuest {
  /** What it is not to be for the run to go on. */
  public enum Demand {
    /** It has to be clean. */
    CLEAN,
    /** It must not need checking, and it need not be known. */
    NOT_DIRTY,
    /** It must not be mounted; what it says is noted. */
    NOT_MOUNTED
  }

  public ProveClean {
    volumes = List.copyOf(volumes);
  }

  @Override
  public boolean onlyLooks() {
    return true;
  }

  @Override
  public Optional<String> remedy() {
    return Optional.of(
        ShellLine.hint(
            "See what it says, in %s, while it is not mounted: fsck -F %s -n %s.",
            guest, fsType, device));
  }

  @Override
  public Goal goal(Site site, History history) {
    return Goal.watching(
        subject(kind(), mountPoint.orElse(device)),
        Limits.watching(Duration.ofSeconds(3))
            .settling(Duration.ofSeconds(2), Duration.ofSeconds(2)),
        acts -> {
          try {
            Cleanness says = site.fsck(os).cleanness(fsType, device);
            return accepts(says) ? Look.reached(told(says)) : blocked(says);
          } catch (NotLearnedException e) {
            if (demand == Demand.CLEAN) {
              throw e;
            }
            return Look.reached("it is not known whether it is clean: " + e.why());
          }
        });
  }

  private Look blocked(Cleanness says) {
    String why = told(says) + ", after it was unmounted";
    return says == Cleanness.MOUNTED
        ? Look.blocked(
            why, ShellLine.hint("Find out who has mounted it again, in %s: mount -v.", guest))
        : Look.blocked(why);
  }

  private boolean accepts(Cleanness says) {
    return says == Cleanness.CLEAN || (says == Cleanness.DIRTY && demand == Demand.NOT_MOUNTED);
  }

  private String told(Cleanness says) {
    return "%s says that %s".formatted(String.join(" ", Fsck.asking(fsType, device)), says.text());
  }

  private Proof proof(History.Ended<ProveClean> ended) {
    boolean clean = ended.why().equals(told(Cleanness.CLEAN));
    return ended.outcome().reached() && clean
        ? Proof.CLEAN_BEFORE
        : ended.why().equals(told(Cleanness.DIRTY)) ? Proof.DIRTY : Proof.UNCHECKED;
  }

  /**
   * Tags that promise a proof, with what came of it: no more than the promise, and the worst of
   * what the file systems on the source have said.
   */
  static Map<String, String> judged(
      Map<String, String> tags, List<History.Ended<ProveClean>> answers) {
    Proof promised = Proof.of(Optional.ofNullable(tags.get(Tags.PROOF)));
    String source = tags.getOrDefault(Tags.SOURCE, "");
    Proof found =
        answers.stream()
            .filter(
                ended ->
                    ended.step().volumes().stream()
                        .anyMatch(volume -> volume.name().value().equals(source)))
            .map(ended -> ended.step().proof(ended))
            .reduce(promised, Proof::worse);
    Map<String, String> judged = new LinkedHashMap<>(tags);
    if (tags.containsKey(Tags.PROOF)) {
      judged.put(Tags.PROOF, found.word());
    }
    return judged;
  }
}
