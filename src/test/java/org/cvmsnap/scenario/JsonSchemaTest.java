package org.cvmsnap.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cvmsnap.testing.WorldAssertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.cvmsnap.journal.RunRecord;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.RunId;
import org.cvmsnap.sim.Fault;
import org.cvmsnap.sim.Fault.Effect;
import org.cvmsnap.testing.CliRun;
import org.cvmsnap.testing.Schemas;
import org.cvmsnap.testing.World;
import org.cvmsnap.ui.EscapingStream;
import org.cvmsnap.ui.JsonRenderer;
import org.cvmsnap.ui.Program;
import org.cvmsnap.ui.Renderer;
import org.cvmsnap.workflow.Abort;
import org.cvmsnap.workflow.Following;
import org.cvmsnap.workflow.Service;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/**
 * What is printed with {@code --json} is what the published schemas say, key for key. So is each
 * document that another test looks into, by {@link CliRun#json}.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class JsonSchemaTest {
  /** Documents that are printed only where nothing was done. */
  private static final Set<String> NO_RESULT =
      Set.of(
          "cvmsnap.usage/1",
          "cvmsnap.completion/1",
          "cvmsnap.mask/1",
          "cvmsnap.sim/1",
          "cvmsnap.guardian/1");

  private static final Set<String> HEAD_AND_ERROR =
      Set.of("schema", "outcome", "exitCode", "service", "error");

  private final World world =
      World.changed(
          "name = \"ldom2\"\nstate = \"inactive\"", "name = \"ldom2\"\nstate = \"active\"");

  /** The forms of documents that have told a result. */
  private final Set<String> told = new TreeSet<>();

  private Map<String, Object> document(int exit, String words) {
    CliRun run = world.cvmsnap((words + " --json").split(" ", -1));
    assertThat(run).exitsWith(exit);
    Map<String, Object> document = run.json();
    if (!HEAD_AND_ERROR.containsAll(document.keySet())) {
      told.add(String.valueOf(document.get("schema")));
    }
    return document;
  }

  private void rendered(Consumer<Renderer> show) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    show.accept(
        new JsonRenderer(
            new PrintStream(out, true, UTF_8),
            new EscapingStream(new PrintStream(PrintStream.nullOutputStream(), true, UTF_8)),
            new Program(List.of(), Optional.empty()),
            () -> Service.UP));
    String document = out.toString(UTF_8);
    Schemas.assertValid(document);
    told.add(document.replaceAll("(?s).*\"schema\":\"([^\"]*)\".*", "$1"));
  }

  @Test
  void the_schemas_are_schemas() {
    assertThat(Schemas.faults())
        .isNotEmpty()
        .allSatisfy((name, faults) -> assertThat(faults).as(name).isEmpty());
  }

  @Test
  void a_key_that_they_do_not_tell_of_is_found_and_one_that_is_missing_too() {
    String document = world.cvmsnap("list", "--json").out();

    Schemas.assertValid(document);
    assertThatThrownBy(() -> Schemas.assertValid(document.replaceFirst("\\{", "{\"new\":1,")))
        .isInstanceOf(AssertionError.class);
    assertThatThrownBy(
            () -> Schemas.assertValid(document.replace("\"disabledGroups\":[]", "\"pi\":3")))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void every_result_of_every_command_is_as_its_schema_says() {
    document(0, "prepare datavol1");
    document(0, "unprepare datavol1");
    document(0, "prepare datavol1");
    document(0, "take datavol1 --ldom ldom1 --name one --verify-on ldom2 --keep-last 5");
    document(0, "take datavol1 datavol2 --ldom ldom1 --name {volume}_two --kind full");
    document(0, "take datavol2 --ldom ldom1 --name three --mode detach --no-lock --dry-run");
    document(0, "list");
    document(0, "config show");
    document(0, "show one");
    document(0, "show one --proof");
    document(0, "topology");
    document(0, "verify one --on ldom2");
    document(0, "pin one");
    document(0, "unpin one");
    document(0, "export one --ldom ldom2");
    document(0, "show one");
    document(0, "topology");
    document(0, "unexport one --ldom ldom2");
    document(0, "restore one --ldom ldom1 --no-safety --yes");
    document(0, "refresh one --ldom ldom1 --yes");
    document(0, "prune --ldom ldom1 --keep-last 1 --dry-run");
    document(0, "prune --ldom ldom1 --keep-last 1 --yes");
    document(0, "status");
    document(0, "runs");
    document(0, "check --ldom ldom1");
    document(0, "metrics");
    document(0, "doctor --ldom ldom1");
    document(0, "runs show " + world.cvmsnap("runs", "-H", "-o", "run").lines().get(0));
    document(0, "take datavol1 --ldom ldom1 --name four");
    document(0, "reattach four --yes --wait");
    document(0, "take datavol1 --ldom ldom1 --name five");
    document(0, "remove five --yes");
    document(0, "take datavol1 --ldom ldom1 --name six");
    world.typed("sun-a", "vxsnap -g datadg dis six");
    document(0, "forget six --yes");
    document(0, "take datavol1 --ldom ldom1 --name seven");
    document(0, "dissociate seven --yes");
    document(0, "qualify datavol2 --ldom ldom1 --mode stop --yes");
    document(0, "recover");
    RunRecord run = cutShort();
    rendered(json -> json.followed(new Following.Ended(run.plan().run(), 105)));
    for (OptionalInt exit : List.of(OptionalInt.of(5), OptionalInt.empty())) {
      Optional<RunId> at = exit.isPresent() ? Optional.of(run.plan().run()) : Optional.empty();
      rendered(
          json ->
              json.aborted(
                  new Abort.Aborted(new GuestName("ldom1"), run.owner(), at, exit, true, false)));
    }
    document(100, "status");
    world.noFaults();
    document(0, "recover");

    Set<String> results = new TreeSet<>(Schemas.forms());
    results.removeAll(NO_RESULT);
    assertThat(told).isEqualTo(results);
  }

  private RunRecord cutShort() {
    world.fault(Fault.on("ldm bind *", Effect.CRASH_BEFORE));
    assertThat(world.cvmsnap("take", "datavol2", "--ldom", "ldom1")).crashed();
    return world.session().journals().unfinished().get(0);
  }

  @Test
  void so_is_every_failure_and_every_refusal() {
    document(2, "");
    document(2, "tkae");
    document(2, "take datavol1");
    document(2, "completion fish");
    document(2, "mask nowhere.jsonl masked.jsonl");
    document(2, "sim init --scenario nowhere.toml");
    document(2, "guardian");
    document(3, "take datavol7 --ldom ldom1");
    document(3, "abort --ldom ldom1");
    document(3, "show nothing");
    document(3, "check --crit 1h");
    document(3, "check --volume nothing");
    world.fault(Fault.on("vxsnap * make *", Effect.FAIL));
    document(5, "take datavol1 --ldom ldom1");
    world.noFaults().fault(Fault.on("ldm bind *", Effect.FAIL).times(0));
    document(105, "take datavol1 --ldom ldom1 --name one");
    document(103, "take datavol1 --ldom ldom1");
    document(105, "recover");
    document(100, "status");
    document(0, "topology");
    world.noFaults();
    document(0, "recover");
    world.signalsInsteadOfCrashes().fault(Fault.on("ldm unbind *", Effect.CRASH_BEFORE));
    document(6, "take datavol1 --ldom ldom1");
    world.noFaults().bugsInsteadOfCrashes().fault(Fault.on("vxdg list", Effect.CRASH_AFTER));
    document(1, "list");
    world.noFaults().signalledAtOnce();
    document(6, "take datavol1 --ldom ldom1");
  }
}
