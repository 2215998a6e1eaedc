package org.cvmsnap.cli;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import picocli.CommandLine;

/** The commands below cvmsnap by their names, made only when they are needed. */
public final class Commands {
  /** Those that are made here, in the order in which people are told of them. */
  static final List<String> OWN =
      List.of(
          "take",
          "list",
          "show",
          "prepare",
          "unprepare",
          "restore",
          "refresh",
          "reattach",
          "dissociate",
          "remove",
          "export",
          "unexport",
          "verify",
          "pin",
          "unpin",
          "forget",
          "prune",
          "recover",
          "status",
          "runs",
          "check",
          "metrics",
          "doctor",
          "qualify",
          "abort",
          "topology",
          "config",
          "mask",
          "completion",
          "guardian",
          "names",
          "help");

  /** The simulator's own command, which is not made here. */
  public static final String SIM = "sim";

  /** Commands that are about all the others. */
  private static final Set<String> ABOUT_ALL = Set.of("help", "completion", "config");

  private Commands() {}

  /** The names of all. */
  public static List<String> names() {
    List<String> names = new ArrayList<>(OWN);
    names.add(SIM);
    return names;
  }

  /**
   * Tells by its name whether a command can be what these words are about. A word is a command only
   * where it is typed as such, so one that no word names is not missed; whoever names none is told
   * of all.
   */
  public static Predicate<String> neededBy(List<String> words) {
    boolean version = words.equals(List.of("--version"));
    boolean named = !Collections.disjoint(names(), words);
    boolean all = !Collections.disjoint(ABOUT_ALL, words);
    boolean inFiles = words.stream().anyMatch(word -> word.startsWith("@"));
    return all || inFiles || !(named || version) ? name -> true : words::contains;
  }

  /** The command of a name. */
  static Object named(String name, Globals globals, Setting setting) {
    return switch (name) {
      case "take" -> new TakeCommand(setting);
      case "list" -> new ListCommand(setting);
      case "show" -> new ShowCommand(setting);
      case "prepare" -> new PrepareCommand(setting);
      case "unprepare" -> new PrepareCommand.Unprepare(setting);
      case "restore" -> new RestoreCommand(setting);
      case "refresh" -> new RefreshCommand(setting);
      case "reattach" -> new EndingCommands.Reattach(setting);
      case "dissociate" -> new EndingCommands.Dissociate(setting);
      case "remove" -> new EndingCommands.Remove(setting);
      case "export" -> new ExportCommand(setting);
      case "unexport" -> new ExportCommand.Unexport(setting);
      case "verify" -> new VerifyCommand(setting);
      case "pin" -> new PinCommand(setting);
      case "unpin" -> new PinCommand.Unpin(setting);
      case "forget" -> new ForgetCommand(setting);
      case "prune" -> new PruneCommand(setting);
      case "recover" -> new RecoverCommand(setting);
      case "status" -> new StatusCommand(setting);
      case "runs" ->
          new CommandLine(new RunsCommand(setting)).addSubcommand(new RunsCommand.ShowRun(setting));
      case "check" -> new CheckCommand(setting);
      case "metrics" -> new MetricsCommand(setting);
      case "doctor" -> new DoctorCommand(setting);
      case "qualify" -> new QualifyCommand(setting);
      case "abort" -> new AbortCommand(setting);
      case "topology" -> new TopologyCommand(setting);
      case "config" -> ConfigCommand.of(globals, setting);
      case "mask" -> new MaskCommand();
      case "completion" -> new CompletionCommand();
      case "guardian" -> new GuardianCommand(setting);
      case "names" -> new NamesCommand(setting);
      case "help" -> new HelpCommand();
      default -> throw new IllegalArgumentException(name);
    };
  }
}
