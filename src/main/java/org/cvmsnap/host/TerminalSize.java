package org.cvmsnap.host;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.File;
import java.io.IOException;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How wide the terminal of this process is. Java cannot tell, so stty(1) does; its {@code -a} is in
 * POSIX, where {@code size} is not.
 */
public final class TerminalSize {
  private static final File TERMINAL = new File("/dev/tty");
  private static final long SECONDS = 2;

  /** "columns 80" on Linux, "columns = 80" on Solaris. */
  private static final Pattern COLUMNS = Pattern.compile("\\bcolumns\\s*=?\\s*(\\d{1,4})\\b");

  private TerminalSize() {}

  /**
   * Asks the terminal.
   *
   * @return empty where there is none, or it does not know, as on a serial console
   */
  public static OptionalInt columns(Map<String, String> environment) {
    return SearchPath.of(environment.getOrDefault("PATH", ""))
        .find("stty")
        .map(stty -> columns(said(stty.toString())))
        .orElse(OptionalInt.empty());
  }

  /** What {@code stty -a} says of them. */
  static OptionalInt columns(String said) {
    Matcher found = COLUMNS.matcher(said);
    int columns = found.find() ? Integer.parseInt(found.group(1)) : 0;
    return columns > 0 ? OptionalInt.of(columns) : OptionalInt.empty();
  }

  private static String said(String stty) {
    ProcessBuilder builder =
        new ProcessBuilder(stty, "-a")
            .redirectInput(TERMINAL)
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("LC_ALL", "C");
    try {
      Process process = builder.start();
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return "";
      }
      return new String(process.getInputStream().readAllBytes(), US_ASCII);
    } catch (IOException e) {
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }
}
