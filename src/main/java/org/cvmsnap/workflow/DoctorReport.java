package org.cvmsnap.workflow;

import java.util.List;
import java.util.Locale;

/**
 * What was found of all that could spoil the next snapshot.
 *
 * @param findings in the order in which it was looked for
 * @param remarks what spoils nothing, and should be known
 * @param unjudged what could not be judged before something else is as it should be
 */
public record DoctorReport(List<Finding> findings, List<Remark> remarks, List<Unjudged> unjudged) {
  public DoctorReport {
    findings = List.copyOf(findings);
    remarks = List.copyOf(remarks);
    unjudged = List.copyOf(unjudged);
  }

  /** How it is; the worse, the later. */
  public enum Verdict {
    OK,
    /** It could not be learned, and counts as trouble. */
    UNKNOWN,
    TROUBLE;

    /** The word in JSON. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * One thing that was looked at.
   *
   * @param check what was looked for, in the words of {@link Examination#check}
   * @param about the machine, guest, policy or file
   * @param seen a phrase or a sentence
   * @param remedy what to do or type, and where; empty text where it is {@link Verdict#OK}
   */
  public record Finding(String check, String about, Verdict verdict, String seen, String remedy) {}

  /** Something to know of the next snapshot of a guest. */
  public record Remark(String about, String text) {}

  /**
   * Something that nobody has looked at.
   *
   * @param after the check that has to be OK before
   */
  public record Unjudged(String check, String about, String after) {}

  /** How all of it is: as the worst of it; what was not judged is not known. */
  public Verdict verdict() {
    return findings.stream()
        .map(Finding::verdict)
        .reduce(
            unjudged.isEmpty() ? Verdict.OK : Verdict.UNKNOWN,
            (one, other) -> one.compareTo(other) >= 0 ? one : other);
  }
}
