package org.cvmsnap.workflow;

import java.time.Instant;
import java.util.List;
import org.cvmsnap.error.ExitCode;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.qualification.Assumption;
import org.cvmsnap.qualification.Timing;
import org.cvmsnap.qualification.Verdict;

/**
 * What a site has shown of what is assumed of it.
 *
 * @param node the control domain that it was tried in
 * @param version of cvmsnap
 * @param status the process's exit status
 * @param otherwise whether something was given back to the guest in another way than it was
 * @param troubles what people should know besides: why runs have failed, and what was left
 */
public record QualifyReport(
    Instant at,
    String node,
    GuestName guest,
    List<VolumeId> volumes,
    String version,
    int status,
    boolean otherwise,
    List<Judged> judged,
    List<Timing> timings,
    List<String> troubles) {
  public QualifyReport {
    volumes = List.copyOf(volumes);
    judged = List.copyOf(judged);
    timings = List.copyOf(timings);
    troubles = List.copyOf(troubles);
  }

  /** An assumption, and what was seen of it. */
  public record Judged(Assumption assumption, Verdict verdict) {}

  /** How many assumptions have that verdict. */
  public long count(Verdict.Kind kind) {
    return judged.stream().filter(each -> each.verdict().kind() == kind).count();
  }

  /** Whether the guest is as it was. */
  public boolean serviceUp() {
    return status < ExitCode.SERVICE_DOWN;
  }
}
