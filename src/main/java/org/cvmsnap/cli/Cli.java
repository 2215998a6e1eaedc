package org.cvmsnap.cli;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.cvmsnap.error.UsageException;
import org.cvmsnap.model.GroupName;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.RunId;
import org.cvmsnap.model.SnapshotComment;
import org.cvmsnap.model.SnapshotRef;
import org.cvmsnap.model.Span;
import org.cvmsnap.model.TimeOfDay;
import org.cvmsnap.model.VolumeName;
import org.cvmsnap.plan.take.SnapshotNames;
import org.cvmsnap.workflow.ListFilter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/** The command line: all commands, and how words become the values that they take. */
public final class Cli {
  private Cli() {}

  /** The whole command line, without the simulator's own commands. */
  public static CommandLine of(Globals globals, Setting setting) {
    return of(globals, setting, Commands.OWN::contains);
  }

  /** The command line with only those commands that are needed, as each costs time. */
  public static CommandLine of(Globals globals, Setting setting, Predicate<String> needed) {
    CommandLine commandLine = new CommandLine(new CvmsnapCommand(globals));
    for (String name : Commands.OWN) {
      if (needed.test(name)) {
        commandLine.addSubcommand(Commands.named(name, globals, setting));
      }
    }
    // Only the commands that are there by now get these.
    commandLine.registerConverter(Duration.class, checked(Span::parse));
    commandLine.registerConverter(GroupName.class, checked(GroupName::new));
    commandLine.registerConverter(GuestName.class, checked(GuestName::new));
    commandLine.registerConverter(RunId.class, checked(RunId::new));
    commandLine.registerConverter(
        SnapshotComment.class, checked(text -> new SnapshotComment(text.strip())));
    commandLine.registerConverter(SnapshotRef.class, checked(SnapshotRef::of));
    commandLine.registerConverter(VolumeName.class, checked(VolumeName::new));
    commandLine.registerConverter(ListFilter.Since.class, checked(Cli::since));
    commandLine.registerConverter(
        TimeOfDay.class,
        checked(
            word -> TimeOfDay.of(word, () -> LocalZone.of(setting.configured().environment()))));
    commandLine.registerConverter(ZoneId.class, checked(Cli::zone));
    return commandLine;
  }

  /** A value's own check becomes a usage error that says what is wrong with the word. */
  private static <T> ITypeConverter<T> checked(ITypeConverter<T> converter) {
    return word -> {
      try {
        return converter.convert(word);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(String.valueOf(e.getMessage()));
      }
    };
  }

  /**
   * What the words on a command line come to.
   *
   * @param spec the command that has them: what is wrong with the words is a wrong use of it
   */
  static <T> T understood(CommandSpec spec, Supplier<T> words) {
    try {
      return words.get();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  /** A template for the names of that many snapshots; empty where none was given. */
  static Optional<String> template(@Nullable String name, int count) {
    String problem = name == null ? "" : SnapshotNames.problem(name, count);
    if (!problem.isEmpty()) {
      throw new IllegalArgumentException("--name: " + problem);
    }
    return Optional.ofNullable(name);
  }

  /** A name that cannot be taken for an option, a value or two words of ldm's. */
  static String name(String option, String word) {
    if (!word.matches("[A-Za-z0-9][A-Za-z0-9_.:-]{0,255}")) {
      throw new UsageException(
          option + " '" + word + "' is not a name.", "Use letters, digits and any of _ . : -");
    }
    return word;
  }

  private static ZoneId zone(String word) {
    try {
      return ZoneId.of(word);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("'" + word + "' is not a time zone", e);
    }
  }

  /** A time that has passed since, a date or a moment, both UTC. */
  private static ListFilter.Since since(String word) {
    if (word.matches("\\d+[smhd]?")) {
      Duration ago = Span.parse(word);
      return now -> now.minus(ago);
    }
    try {
      Instant moment =
          word.indexOf('T') < 0
              ? LocalDate.parse(word).atStartOfDay().toInstant(ZoneOffset.UTC)
              : word.endsWith("Z")
                  ? Instant.parse(word)
                  : LocalDateTime.parse(word).toInstant(ZoneOffset.UTC);
      return now -> moment;
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "'" + word + "' is neither a time such as 24h or 14d nor a date such as 2026-03-01", e);
    }
  }
}
