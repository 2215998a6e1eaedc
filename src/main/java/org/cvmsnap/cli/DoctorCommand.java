package org.cvmsnap.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.cvmsnap.config.Configuration;
import org.cvmsnap.error.Refusal;
import org.cvmsnap.error.UsageException;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.ui.Rows;
import org.cvmsnap.ui.Table;
import org.cvmsnap.workflow.ComingTake;
import org.cvmsnap.workflow.Doctor;
import org.cvmsnap.workflow.DoctorReport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** {@code cvmsnap doctor}. */
@Command(
    name = "doctor",
    footer = {
      "",
      "Examples:",
      "  cvmsnap doctor",
      "  cvmsnap doctor --policy nightly",
      "  cvmsnap doctor --ldom ldom1 -H -o verdict,check,about"
    },
    description = {
      "Looks for all that could spoil the next snapshot, and touches nothing.",
      "",
      "Looks at the configuration, where the state is kept, what is owed, the releases, ldm and VxVM"
          + " here, the cluster and each node of it, clocks, VCS, each guest (ssh, who it is, rights,"
          + " whether it comes back), hooks, volumes, and makes all checks of the next take. Prints a line for"
          + " each, OK, TROUBLE or UNKNOWN, and what to do about it where it is not OK. What cannot"
          + " be learned is UNKNOWN; what rests on something that is not OK is not judged.",
      "",
      "Without --policy and --ldom: the takes of all policies; where there are none, of all data"
          + " volumes of each guest here that has any.",
      "",
      "Columns of -o: " + Table.DOCTOR
    },
    exitCodeList = {
      "0:all was looked at, and is OK",
      "2:usage",
      "3:something is in trouble, or was not learned or not judged, which counts the same; nothing was touched"
    })
final class DoctorCommand implements Callable<Integer> {
  private static final Set<String> VOLUMES = Set.of("volumes", "all");

  private final Setting setting;

  @Mixin private PolicyOption policy;

  @Option(
      names = "--ldom",
      paramLabel = "LDOM",
      description = "This guest, and the take of all its data volumes.")
  private @Nullable GuestName guest;

  @Mixin private ColumnOptions columns;

  DoctorCommand(Setting setting) {
    this.setting = setting;
  }

  @Override
  public Integer call() throws InterruptedException {
    Optional<Table> table = columns.table(setting, Table.DOCTOR, "");
    Optional<UsageException> unread = setting.configured().problem();
    if (policy.name().isPresent() && unread.isPresent()) {
      throw unread.get(); // nobody knows what is meant
    }
    List<ComingTake> takes = new ArrayList<>();
    List<String> notUnderstood = new ArrayList<>();
    asked()
        .forEach(
            (name, words) ->
                understood(name, words).ifPresentOrElse(takes::add, () -> notUnderstood.add(name)));
    Doctor.Request request =
        new Doctor.Request(
            read(unread),
            setting.stateDirectory(),
            takes,
            notUnderstood,
            named -> understood(named.value(), usual(named)),
            setting.unseen());
    DoctorReport report = new Doctor(setting.examining(), request).run();
    return ColumnOptions.shown(
        setting, table, program -> Rows.of(report), renderer -> renderer.doctor(report));
  }

  private Configuration configuration() {
    return setting.configured().configuration();
  }

  private Optional<Doctor.ReadConfiguration> read(Optional<UsageException> unread) {
    if (unread.isPresent()) {
      return Optional.of(new Doctor.ReadConfiguration("the file", "", unread.get().reasons()));
    }
    if (configuration().file().isEmpty()) {
      return Optional.empty();
    }
    List<Refusal> problems =
        new ConfigurationTrial(configuration(), Cli.of(new Globals(), setting)).problems();
    return Optional.of(
        new Doctor.ReadConfiguration(
            configuration().file().orElseThrow().toString(),
            "every value is understood; policies: "
                + (configuration().policies().isEmpty()
                    ? "none"
                    : String.join(", ", configuration().policies().keySet())),
            problems));
  }

  /**
   * The takes that are named, or those of all policies, in words; none where each guest is to have
   * its usual one.
   */
  private Map<String, List<String>> asked() {
    Map<String, List<String>> asked = new LinkedHashMap<>();
    if (policy.name().isEmpty() && guest != null) {
      asked.put(guest.value(), usual(guest));
      return asked;
    }
    policy
        .name()
        .map(Set::of)
        .orElse(configuration().policies().keySet())
        .forEach(name -> asked.put(name, List.of("take", "--policy", name)));
    return asked;
  }

  private List<String> usual(GuestName of) {
    List<String> words = new ArrayList<>(List.of("take", "--ldom", of.value()));
    boolean said =
        configuration().layers(Optional.empty(), Optional.of(of.value())).stream()
            .anyMatch(layer -> VOLUMES.stream().anyMatch(layer.entries()::containsKey));
    if (!said) {
      words.add("--all");
    }
    return words;
  }

  /**
   * The take that such words ask for; empty where the configuration is wrong, as it itself tells.
   */
  private Optional<ComingTake> understood(String name, List<String> words) {
    CommandLine commandLine = Cli.of(new Globals(), setting, Commands.neededBy(words));
    Configured.of(commandLine, words, configuration());
    try {
      ParseResult parsed = commandLine.parseArgs(words.toArray(String[]::new));
      TakeCommand take = (TakeCommand) parsed.subcommand().commandSpec().userObject();
      return Optional.of(take.coming(name));
    } catch (ParameterException | IllegalArgumentException | UsageException e) {
      return Optional.empty();
    }
  }
}
