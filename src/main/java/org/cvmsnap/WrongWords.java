package org.cvmsnap;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.cvmsnap.cli.Commands;
import org.cvmsnap.cli.Configured;
import org.cvmsnap.model.Nearest;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Why a command line was not understood, and what may have been meant.
 *
 * @param problem as a sentence
 * @param next what to type
 */
record WrongWords(String problem, String next) {
  static WrongWords of(ParameterException wrong, List<String> typed, Configured configured) {
    CommandLine command = wrong.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    if (wrong instanceof UnmatchedArgumentException unmatched
        && !command.getSubcommands().isEmpty()
        && !unmatched.getUnmatched().get(0).startsWith("-")) {
      String word = unmatched.getUnmatched().get(0);
      return new WrongWords(
          "there is no command '%s %s'.".formatted(name, word),
          near(word, commands(command), name + " ", name));
    }
    Optional<String> option =
        wrong instanceof UnmatchedArgumentException || wrong instanceof MissingParameterException
            ? unknownOption(command, typed)
            : Optional.empty();
    if (option.isPresent()) {
      return new WrongWords(
          "there is no option '%s' of %s.".formatted(option.get(), name),
          near(option.get().substring(2), options(command), "--", name));
    }
    return new WrongWords(
        wrong.getMessage() + configured.from(wrong).map(place -> " (" + place + ")").orElse(""),
        name + " --help");
  }

  /** Those below a command, of which cvmsnap itself has made only what these words may need. */
  private static List<String> commands(CommandLine command) {
    return command.getParent() == null
        ? Commands.names()
        : List.copyOf(command.getSubcommands().keySet());
  }

  /**
   * The first word that looks like an option and is none of the command's: whoever mistypes one is
   * not helped by being told that it is missing.
   */
  private static Optional<String> unknownOption(CommandLine command, List<String> typed) {
    return typed.stream()
        .takeWhile(word -> !word.equals("--"))
        .filter(word -> word.matches("--[a-z][a-z-]*(=.*)?"))
        .map(word -> word.replaceFirst("=.*", ""))
        .filter(word -> command.getCommandSpec().findOption(word) == null)
        .findFirst();
  }

  private static List<String> options(CommandLine command) {
    return command.getCommandSpec().options().stream()
        .filter(option -> !option.hidden())
        .flatMap(WrongWords::names)
        .filter(each -> each.startsWith("--"))
        .map(each -> each.substring(2))
        .toList();
  }

  private static Stream<String> names(OptionSpec option) {
    return Stream.of(option.names());
  }

  /**
   * @param before what is typed before the word that was meant
   * @param name the command to be told of where none is near
   */
  private static String near(String word, List<String> known, String before, String name) {
    List<String> near = Nearest.to(word, known);
    return near.isEmpty()
        ? name + " --help"
        : "did you mean " + before + String.join(" or " + before, near) + "?";
  }
}
