package org.cvmsnap;

import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import org.cvmsnap.ui.ControlCharacters;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.event.Level;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.helpers.NOPMDCAdapter;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * Where log lines go, as SLF4J asks for it. At first nowhere: a log is for whoever looks into a
 * problem, not for the operator, who is spoken to through {@code ui}.
 *
 * <p>Files of lines are all that is wanted, and a library for more would be a third of every start.
 */
public final class LogSetup implements SLF4JServiceProvider {
  private static final String API = "2.0.99"; // any of SLF4J 2.0
  private static final List<LogFile> FILES = new CopyOnWriteArrayList<>();
  private static final DateTimeFormatter MOMENT =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);

  private final IMarkerFactory markers = new BasicMarkerFactory();
  private final MDCAdapter context = new NOPMDCAdapter();

  /**
   * Writes the debug log to {@code file} from now on, mode 0600, in files of 5 MB of which three
   * are kept ({@code file}, {@code file.1}, {@code file.2}). Where that is not possible there is no
   * log: nothing fails for it. It ends when the result is run.
   */
  public static Runnable toFile(Path file) {
    LogFile log = new LogFile(file);
    FILES.add(log);
    return () -> {
      FILES.remove(log);
      log.close();
    };
  }

  /** Whether anybody would read a line. */
  static boolean kept() {
    return !FILES.isEmpty();
  }

  /** Writes a line that can be read on a terminal, whatever a guest has said. */
  static void write(Level level, String logger, String text) {
    String line =
        "%s %-5s [%d] %s: %s%n"
            .formatted(
                MOMENT.format(Instant.now()), level, ProcessHandle.current().pid(), logger, text);
    String escaped = ControlCharacters.escaped(line);
    FILES.forEach(file -> file.write(escaped));
  }

  @Override
  public ILoggerFactory getLoggerFactory() {
    return LogLines::new;
  }

  @Override
  public IMarkerFactory getMarkerFactory() {
    return markers;
  }

  @Override
  public MDCAdapter getMDCAdapter() {
    return context;
  }

  @Override
  public String getRequestedApiVersion() {
    return API;
  }

  @Override
  public void initialize() {}
}
