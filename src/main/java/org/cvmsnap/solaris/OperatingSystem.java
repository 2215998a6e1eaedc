package org.cvmsnap.solaris;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.host.CommandResult.Finished;
import org.cvmsnap.host.Host;
import org.cvmsnap.host.Reading;

/** What the Solaris of any machine, a control domain or a guest, says of itself. */
public final class OperatingSystem {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  /** Of date(1), which takes what strftime(3C) does; all of it is of every release. */
  private static final String CLOCK = "+%Y-%m-%dT%H:%M:%SZ";

  private static final String LOCAL = "+%Y-%m-%dT%H:%M:%S";

  private final Reading reading;

  public OperatingSystem(Host machine) {
    this.reading = new Reading(machine, LIMIT);
  }

  /** What its clock says. */
  public Instant clock() throws NotLearnedException, InterruptedException {
    return reading.read(OperatingSystem::instant, "date", "-u", CLOCK);
  }

  /** What its clock says where it stands: the time of the time zone of whoever asks. */
  public LocalDateTime localTime() throws NotLearnedException, InterruptedException {
    return reading.read(OperatingSystem::local, "date", LOCAL);
  }

  private static LocalDateTime local(String output) {
    try {
      return LocalDateTime.parse(output.strip());
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("not a time", e);
    }
  }

  private static Instant instant(String output) {
    try {
      return Instant.parse(output.strip());
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("not a time", e);
    }
  }

  /** Its release, such as {@code 11.4.0.15.0} (uname(1), -v). */
  public String release() throws NotLearnedException, InterruptedException {
    return reading.read(OperatingSystem::word, "uname", "-v");
  }

  private static String word(String output) {
    String word = output.strip();
    if (!word.matches("\\S+")) {
      throw new IllegalArgumentException("not a release");
    }
    return word;
  }

  // VRTSvxvm (Veritas)                    7.4.1.0                    i--

  /**
   * The release of a package that is installed; empty where it is not (pkg(1), list).
   *
   * @throws NotLearnedException also where there is no pkg
   */
  public Optional<String> installed(String name) throws NotLearnedException, InterruptedException {
    List<String> argv = List.of("pkg", "list", "-H", name);
    Finished ended = reading.ended(argv);
    if (ended.exit() == 1 && ended.err().contains("No packages matching")) {
      return Optional.empty();
    }
    if (ended.exit() != 0) {
      throw new NotLearnedException(Reading.failure(argv, ended));
    }
    return Optional.of(Reading.understood(argv, ended.out(), OperatingSystem::release));
  }

  private static String release(String output) {
    String[] words = output.strip().replaceFirst("^(\\S+) \\([^)]*\\)", "$1").split("\\s+", -1);
    if (words.length < 2 || !words[1].matches("\\d[\\w.,:-]*")) {
      throw new IllegalArgumentException("no release of a package");
    }
    return words[1];
  }
}
