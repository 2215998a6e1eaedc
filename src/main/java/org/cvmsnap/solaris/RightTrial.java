package org.cvmsnap.solaris;

import java.util.List;
import java.util.regex.Pattern;
import org.cvmsnap.host.CommandResult.Finished;
import org.cvmsnap.host.Reading;

/**
 * How a command ended that was given to learn whether it may be given, and can have no effect for
 * what it names.
 *
 * @param said the whole of it, for people
 */
public record RightTrial(List<String> argv, Answer answer, String said) {
  // umount: permission denied
  // mount: insufficient privileges
  // cannot export 'tank': permission denied

  private static final Pattern DENIED =
      Pattern.compile(
          "permission denied|insufficient privilege|not owner|not privileged|must be root"
              + "|not super-?user|can't get execution attributes|not allowed to execute"
              + "|may not run sudo|password is required|no tty present|must have a tty",
          Pattern.CASE_INSENSITIVE);

  // umount: warning: /cvmsnap-... not in mnttab
  // mount: /dev/dsk/cvmsnap-... or /mnt, no such file or directory

  private static final Pattern NOTHING_THERE =
      Pattern.compile(
          "not mounted|not in mnttab|no such (file or directory|device)", Pattern.CASE_INSENSITIVE);

  /** Whether it may be given. */
  public enum Answer {
    /** It was looked for what is named, and there is no such thing. */
    NOT_DENIED,
    DENIED,
    UNKNOWN
  }

  public RightTrial {
    argv = List.copyOf(argv);
  }

  static RightTrial ended(List<String> argv, Finished finished) {
    return new RightTrial(argv, answer(finished), Reading.failure(argv, finished));
  }

  static RightTrial unanswered(List<String> argv, String why) {
    return new RightTrial(argv, DENIED.matcher(why).find() ? Answer.DENIED : Answer.UNKNOWN, why);
  }

  private static Answer answer(Finished finished) {
    String said = finished.out() + finished.err();
    if (finished.exit() == 0) {
      return Answer.UNKNOWN;
    }
    if (DENIED.matcher(said).find()) {
      return Answer.DENIED;
    }
    return NOTHING_THERE.matcher(said).find() ? Answer.NOT_DENIED : Answer.UNKNOWN;
  }
}
