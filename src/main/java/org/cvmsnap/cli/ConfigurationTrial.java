package org.cvmsnap.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.cvmsnap.config.Configuration;
import org.cvmsnap.config.Entry;
import org.cvmsnap.config.Section;
import org.cvmsnap.error.Refusal;
import org.cvmsnap.error.UsageException;
import org.cvmsnap.workflow.Check;
import org.cvmsnap.workflow.Prune;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;

/** Gives each value of a configuration to the commands that take it, and does nothing else. */
final class ConfigurationTrial {
  private static final String NEXT = "See cvmsnap %s --help.";

  private final Configuration configuration;
  private final CommandLine commandLine;

  /**
   * @param commandLine of which nothing is run
   */
  ConfigurationTrial(Configuration configuration, CommandLine commandLine) {
    this.configuration = configuration;
    this.commandLine = commandLine;
  }

  /** All that is wrong; first single values, then what does not go together in a policy. */
  List<Refusal> problems() {
    List<Refusal> problems = new ArrayList<>();
    Stream.of(
            Stream.of(configuration.defaults()),
            configuration.guests().values().stream(),
            configuration.policies().values().stream())
        .flatMap(each -> each)
        .flatMap(section -> section.entries().values().stream())
        .forEach(entry -> value(entry).ifPresent(problems::add));
    for (String hook : configuration.hooks().keySet()) {
      try {
        configuration.hook(hook);
      } catch (UsageException e) {
        problems.addAll(e.reasons());
      }
    }
    if (problems.isEmpty()) {
      configuration.policies().forEach((name, policy) -> whole(name, policy, problems));
    }
    return problems;
  }

  private Optional<Refusal> value(Entry entry) {
    String option = "--" + entry.key();
    if (entry.text().equals("false")) {
      return Optional.empty();
    }
    List<String> words = new ArrayList<>();
    String command = "cvmsnap";
    if (entry.key().equals("volumes")) {
      command = "take";
      words.addAll(List.of(command, entry.text()));
    } else {
      if (commandLine.getCommandSpec().findOption(option) == null) {
        command = taking(option);
        words.add(command);
      }
      words.add(entry.text().equals("true") ? option : option + "=" + entry.text());
    }
    try {
      commandLine.parseArgs(words.toArray(String[]::new));
      return Optional.empty();
    } catch (MissingParameterException e) {
      return Optional.empty(); // this value was understood
    } catch (ParameterException e) {
      return Optional.of(problem(entry.place() + "", e, command));
    }
  }

  private String taking(String option) {
    for (Map.Entry<String, CommandLine> each : commandLine.getSubcommands().entrySet()) {
      if (each.getValue().getCommandSpec().findOption(option) != null) {
        return each.getKey();
      }
    }
    throw new IllegalStateException("no command takes " + option);
  }

  private void whole(String name, Section policy, List<Refusal> problems) {
    String command = "take";
    try {
      PolicyOption.taking(name, configuration, commandLine);
      command = "check";
      CheckCommand check =
          (CheckCommand) PolicyOption.parsed(command, name, configuration, commandLine);
      Check.Request unused = check.request();
      if (policy.entries().keySet().stream().anyMatch(key -> key.startsWith("keep-"))) {
        command = "prune";
        PruneCommand prune =
            (PruneCommand) PolicyOption.parsed(command, name, configuration, commandLine);
        Prune.Request unusedToo = prune.request();
      }
    } catch (ParameterException | IllegalArgumentException e) {
      problems.add(problem(policy.place() + " [" + policy.title() + "]", e, command));
    } catch (UsageException e) {
      problems.addAll(
          e.reasons().stream()
              .map(
                  each ->
                      new Refusal(
                          "%s [%s]: %s".formatted(policy.place(), policy.title(), each.problem()),
                          each.next()))
              .toList());
    }
  }

  private static Refusal problem(String where, RuntimeException wrong, String command) {
    String message = String.valueOf(wrong.getMessage());
    return new Refusal(
        where + ": " + message + (message.endsWith(".") ? "" : "."),
        command.equals("cvmsnap") ? "See cvmsnap --help." : NEXT.formatted(command));
  }
}
