package org.cvmsnap.solaris;

import java.util.Optional;

/**
 * A program as {@code ls -ldL} shows it.
 *
 * @param mode such as {@code -rwxr-xr-x}
 */
public record ProgramFile(String mode, String owner) {
  // -rwxr-xr-x   1 root     root         312 Mar  1 02:00 /opt/site/quiesce

  static ProgramFile parsed(String output) {
    String[] words = output.strip().split("\\s+", -1);
    if (words.length < 9 || !words[0].matches("[a-z-]([r-][w-][a-zA-Z-]){3}[+@.]?")) {
      throw new IllegalArgumentException("not a file");
    }
    return new ProgramFile(words[0], words[2]);
  }

  /** What is wrong with it as something that is run as root, as the end of a sentence. */
  public Optional<String> fault() {
    if (mode.charAt(0) != '-') {
      return Optional.of("is no program");
    }
    if (!owner.equals("root")) {
      return Optional.of("belongs to " + owner);
    }
    if (mode.charAt(5) == 'w' || mode.charAt(8) == 'w') {
      return Optional.of("may be written by others (" + mode + ")");
    }
    return runnable() ? Optional.empty() : Optional.of("cannot be run (" + mode + ")");
  }

  /** Whether it is a file that somebody can run. */
  public boolean runnable() {
    return mode.charAt(0) == '-' && (mode.contains("x") || mode.contains("s"));
  }
}
