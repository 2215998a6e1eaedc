package org.cvmsnap.error;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NotDirectoryException;
import java.util.regex.Pattern;

/** What the system has against the state directory, and what an operator does about it. */
enum StateTrouble {
  /** EACCES and EPERM. */
  RIGHTS("Permission denied|Operation not permitted", "Run cvmsnap as root"),
  /** ENOSPC and EDQUOT. */
  FULL(
      "No space left|[Qq]uota exceeded",
      "Make room there (df -k shows how full it is), and type the same command again"),
  /** EROFS. */
  READ_ONLY(
      "Read-only file system",
      "Find out why its file system is mounted read-only (mount -v; dmesg)"),
  /** ENOTDIR and EEXIST. */
  IN_THE_WAY("Not a directory", "Move away what is there and is no directory"),
  /** EIO. */
  BROKEN("Input/output error|I/O error", "Find out what is wrong with its disk (dmesg)"),
  /** EMFILE and ENFILE. */
  FILES("Too many open files", "Find out which process has so many files open"),
  UNKNOWN("", "Find out why");

  private final Pattern words;
  private final String remedy;

  StateTrouble(String words, String remedy) {
    this.words = Pattern.compile(words);
    this.remedy = remedy;
  }

  private static StateTrouble of(IOException cause) {
    if (cause instanceof AccessDeniedException) {
      return RIGHTS;
    }
    if (cause instanceof NotDirectoryException || cause instanceof FileAlreadyExistsException) {
      return IN_THE_WAY;
    }
    for (StateTrouble each : values()) {
      if (each.words.matcher(String.valueOf(cause.getMessage())).find()) {
        return each;
      }
    }
    return UNKNOWN;
  }

  /**
   * A reason not to begin.
   *
   * @param what cannot be done, as the beginning of a sentence
   * @param options that name another directory
   */
  static Refusal refusal(String what, IOException cause, String options) {
    return new Refusal(
        what + ": " + said(cause) + ".",
        of(cause).remedy + ", or name a directory of your own with " + options + ".");
  }

  /** The words of the system, where Java has put some of its own in their place. */
  private static String said(IOException cause) {
    if (cause instanceof FileSystemException file && file.getReason() == null) {
      return switch (of(cause)) {
        case RIGHTS -> file.getFile() + ": Permission denied";
        case IN_THE_WAY -> file.getFile() + ": Not a directory";
        default -> cause.toString();
      };
    }
    return cause.getMessage() == null ? cause.toString() : cause.getMessage();
  }
}
