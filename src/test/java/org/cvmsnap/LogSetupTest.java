package org.cvmsnap;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.LoggerFactory;

@Isolated // the log is one for the whole process
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LogSetupTest {
  private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(LogSetupTest.class);

  private final Logger root =
      ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger(Logger.ROOT_LOGGER_NAME);
  private final List<Appender<ILoggingEvent>> before = appenders();

  @TempDir private Path directory;

  private List<Appender<ILoggingEvent>> appenders() {
    List<Appender<ILoggingEvent>> appenders = new ArrayList<>();
    root.iteratorForAppenders().forEachRemaining(appenders::add);
    return appenders;
  }

  @AfterEach
  void forgetAppenders() {
    for (Appender<ILoggingEvent> appender : appenders()) {
      if (!before.contains(appender)) {
        root.detachAppender(appender);
        appender.stop();
      }
    }
  }

  @Test
  void writes_the_debug_log_of_cvmsnap_and_warnings_of_others() throws Exception {
    Path file = directory.resolve("debug.log");

    LogSetup.toFile(file);
    LOG.debug("sun-a: ldm list");
    LoggerFactory.getLogger("com.example").info("chatter");
    LoggerFactory.getLogger("com.example").warn("alarm");

    assertThat(Files.readAllLines(file))
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .matches(
                        "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z DEBUG \\[%d\\]"
                                .formatted(ProcessHandle.current().pid())
                            + " LogSetupTest: sun-a: ldm list"),
            line -> assertThat(line).endsWith("example: alarm"));
  }

  @Test
  void a_line_tells_what_was_thrown_and_instructs_no_terminal() throws Exception {
    Path file = directory.resolve("debug.log");

    LogSetup.toFile(file);
    LOG.warn("said {}", "\u001b[2J", new IllegalStateException("bell \u0007"));

    assertThat(Files.readAllLines(file))
        .hasSizeGreaterThan(2)
        .startsWith(
            Files.readAllLines(file).get(0).substring(0, 24)
                + " WARN  ["
                + ProcessHandle.current().pid()
                + "] LogSetupTest: said \\u001b[2J",
            "java.lang.IllegalStateException: bell \\u0007")
        .last()
        .asString()
        .contains("at ");
  }

  @Test
  void lines_wait_for_the_directory_that_somebody_else_makes() throws Exception {
    Path file = directory.resolve("state").resolve("debug.log");

    Runnable ending = LogSetup.toFile(file);
    LOG.debug("early");
    assertThat(directory).isEmptyDirectory();
    Files.createDirectory(directory.resolve("state"));
    LOG.debug("late");
    ending.run();

    assertThat(Files.readAllLines(file))
        .satisfiesExactly(
            line -> assertThat(line).endsWith(": early"),
            line -> assertThat(line).endsWith(": late"));
    assertThat(appenders()).isEqualTo(before);
  }

  @Test
  void lines_that_were_waiting_at_the_end_are_written_where_that_is_possible() throws Exception {
    Path file = directory.resolve("state").resolve("debug.log");

    Runnable ending = LogSetup.toFile(file);
    LOG.debug("early");
    Files.createDirectory(directory.resolve("state"));
    ending.run();

    assertThat(Files.readAllLines(file)).singleElement().asString().endsWith(": early");
  }

  @Test
  void of_lines_that_nobody_wants_few_are_kept() throws Exception {
    Path file = directory.resolve("state").resolve("debug.log");

    Runnable ending = LogSetup.toFile(file);
    for (int i = 0; i < 3000; i++) {
      LOG.debug("line {}", i);
    }
    Files.createDirectory(directory.resolve("state"));
    ending.run();

    assertThat(Files.readAllLines(file)).hasSize(1000).last().asString().endsWith(": line 2999");
  }

  @Test
  void the_log_is_for_its_owner_alone_and_bounded() throws Exception {
    Path file = directory.resolve("debug.log");
    String megabyte = "x".repeat(1 << 20);

    LogSetup.toFile(file);
    for (int i = 0; i < 25; i++) {
      LOG.debug("{}", megabyte);
    }

    try (var files = Files.list(directory)) {
      assertThat(files)
          .extracting(found -> found.getFileName().toString())
          .containsExactlyInAnyOrder("debug.log", "debug.log.1", "debug.log.2");
    }
    try (var files = Files.list(directory)) {
      assertThat(files)
          .allSatisfy(
              found -> {
                assertThat(Files.size(found)).isLessThan(8L << 20);
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(found)))
                    .isEqualTo("rw-------");
              });
    }
  }

  @Test
  void a_log_that_cannot_be_written_fails_nothing() {
    Path file = directory.resolve("no/such/directory/that/can/be").resolve("x".repeat(300));
    PrintStream out = System.out;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));

    try {
      LogSetup.toFile(file);
      LOG.debug("lost");
    } finally {
      System.setOut(out);
    }

    assertThat(file).doesNotExist();
    assertThat(said.toString(StandardCharsets.UTF_8)).isEmpty();
  }
}
