package org.cvmsnap;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.Layout;
import ch.qos.logback.core.LayoutBase;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.spi.ContextAwareBase;
import ch.qos.logback.core.util.Duration;
import ch.qos.logback.core.util.FileSize;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import org.cvmsnap.ui.ControlCharacters;
import org.slf4j.LoggerFactory;

/**
 * Where log lines go. At first nowhere: a log is for whoever looks into a problem, not for the
 * operator, who is spoken to through {@code ui}.
 *
 * <p>Set up in code, as reading XML would cost about 150 ms at every start. It rules the tests too.
 */
@ConfiguratorRank(ConfiguratorRank.CUSTOM_TOP_PRIORITY)
public final class LogSetup extends ContextAwareBase implements Configurator {
  private static final FileSize SIZE = FileSize.valueOf("5MB");

  /** Old files beside the one that is written: 15 MB together. */
  private static final int OLD_FILES = 2;

  /** How many lines are kept for a directory that is not there yet. */
  private static final int WAITING = 1000;

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.WARN);
    context.getLogger("org.cvmsnap").setLevel(Level.DEBUG);
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  /**
   * Writes the debug log to {@code file} from now on, mode 0600, in files of 5 MB of which three
   * are kept ({@code file}, {@code file.1}, {@code file.2}). Where that is not possible there is no
   * log: nothing fails for it. Its directory is made by whoever has something to keep there, and
   * the lines wait until then. It ends when the result is run.
   */
  public static Runnable toFile(Path file) {
    LoggerContext context = context();
    PrivateFileAppender appender = new PrivateFileAppender();
    appender.setFile(file.toString());
    appender.setContext(context);

    FixedWindowRollingPolicy names = new FixedWindowRollingPolicy();
    names.setContext(context);
    names.setParent(appender);
    names.setFileNamePattern(file + ".%i");
    names.setMinIndex(1);
    names.setMaxIndex(OLD_FILES);
    names.start();

    SizeBasedTriggeringPolicy<ILoggingEvent> size = new SizeBasedTriggeringPolicy<>();
    size.setContext(context);
    size.setMaxFileSize(SIZE);
    // The default looks once a minute, by when most runs are over.
    size.setCheckIncrement(Duration.buildByMilliseconds(0));
    size.start();

    appender.setRollingPolicy(names);
    appender.setTriggeringPolicy(size);
    appender.setEncoder(encoder(context));

    WaitingAppender waiting =
        new WaitingAppender(appender, file.toAbsolutePath().resolveSibling(""));
    waiting.setContext(context);
    waiting.start();
    Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.addAppender(waiting);
    return () -> {
      root.detachAppender(waiting);
      waiting.stop();
    };
  }

  private static LayoutWrappingEncoder<ILoggingEvent> encoder(LoggerContext context) {
    Layout<ILoggingEvent> layout = new LineLayout();
    layout.setContext(context);
    layout.start();
    LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
    encoder.setContext(context);
    encoder.setCharset(UTF_8);
    encoder.setLayout(layout);
    encoder.start();
    return encoder;
  }

  private static LoggerContext context() {
    return (LoggerContext) LoggerFactory.getILoggerFactory();
  }

  /**
   * Time in UTC, level, process, class and message. Lines can be read on a terminal, whatever a
   * guest has said. A pattern of logback's would load its hundred words at every start.
   */
  private static final class LineLayout extends LayoutBase<ILoggingEvent> {
    private static final DateTimeFormatter TIME =
        new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);

    private final String process = " [" + ProcessHandle.current().pid() + "] ";

    @Override
    public String doLayout(ILoggingEvent event) {
      String logger = event.getLoggerName();
      String level = event.getLevel().toString();
      String line =
          TIME.format(Instant.ofEpochMilli(event.getTimeStamp()))
              + ' '
              + level
              + " ".repeat(5 - level.length())
              + process
              + logger.substring(logger.lastIndexOf('.') + 1)
              + ": "
              + event.getFormattedMessage()
              + '\n';
      IThrowableProxy thrown = event.getThrowableProxy();
      if (thrown != null) {
        line += ThrowableProxyUtil.asString(thrown);
      }
      return ControlCharacters.escaped(line);
    }
  }

  /** Keeps the newest lines until the directory of their file is there. */
  private static final class WaitingAppender extends AppenderBase<ILoggingEvent> {
    private final PrivateFileAppender appender;
    private final Path directory;
    private final Deque<ILoggingEvent> waiting = new ArrayDeque<>();
    private boolean opened;

    WaitingAppender(PrivateFileAppender appender, Path directory) {
      this.appender = appender;
      this.directory = directory;
    }

    @Override
    protected void append(ILoggingEvent event) {
      if (open()) {
        appender.doAppend(event);
        return;
      }
      event.prepareForDeferredProcessing();
      waiting.add(event);
      if (waiting.size() > WAITING) {
        waiting.remove();
      }
    }

    /** Whether the file was opened, also where that has failed: it is tried once. */
    private boolean open() {
      if (!opened && Files.isDirectory(directory)) {
        opened = true;
        appender.start();
        waiting.forEach(appender::doAppend);
        waiting.clear();
      }
      return opened;
    }

    @Override
    public synchronized void stop() {
      if (isStarted() && !waiting.isEmpty()) {
        boolean unused = open();
      }
      appender.stop();
      super.stop();
    }
  }

  /** A rolling file whose every new file is for its owner alone, whatever the umask. */
  private static final class PrivateFileAppender extends RollingFileAppender<ILoggingEvent> {
    @Override
    public void openFile(String name) throws IOException {
      try {
        Files.createFile(
            Path.of(name),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      } catch (FileAlreadyExistsException e) {
        // It goes on where an earlier run ended.
      }
      super.openFile(name);
    }
  }
}
