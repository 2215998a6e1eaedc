package org.cvmsnap;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/** What one class logs: what cvmsnap itself does from debug on, of libraries only warnings. */
final class LogLines extends LegacyAbstractLogger {
  private final Level least;

  /**
   * @param name of the class
   */
  LogLines(String name) {
    this.name = name;
    this.least = name.startsWith("org.cvmsnap.") ? Level.DEBUG : Level.WARN;
  }

  private boolean keeps(Level level) {
    return level.toInt() >= least.toInt() && LogSetup.kept();
  }

  @Override
  public boolean isTraceEnabled() {
    return keeps(Level.TRACE);
  }

  @Override
  public boolean isDebugEnabled() {
    return keeps(Level.DEBUG);
  }

  @Override
  public boolean isInfoEnabled() {
    return keeps(Level.INFO);
  }

  @Override
  public boolean isWarnEnabled() {
    return keeps(Level.WARN);
  }

  @Override
  public boolean isErrorEnabled() {
    return keeps(Level.ERROR);
  }

  @Override
  protected @Nullable String getFullyQualifiedCallerName() {
    return null; // no line says where in a class it comes from
  }

  @Override
  protected void handleNormalizedLoggingCall(
      Level level,
      @Nullable Marker marker,
      String message,
      Object @Nullable [] arguments,
      @Nullable Throwable thrown) {
    String text = MessageFormatter.basicArrayFormat(message, arguments);
    LogSetup.write(
        level,
        name.substring(name.lastIndexOf('.') + 1),
        thrown == null ? text : text + trace(thrown));
  }

  private static String trace(Throwable thrown) {
    StringWriter trace = new StringWriter();
    thrown.printStackTrace(new PrintWriter(trace, true));
    return "\n" + trace.toString().stripTrailing();
  }
}
