package org.cvmsnap.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.cvmsnap.error.BusyException;
import org.cvmsnap.error.ExitCode;
import org.cvmsnap.error.Refusal;
import org.cvmsnap.error.RefusedException;
import org.cvmsnap.journal.Journals;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.Proof;
import org.cvmsnap.model.SnapshotInfo;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.run.Invocation;
import org.cvmsnap.workflow.Listing;
import org.cvmsnap.workflow.Service;
import org.cvmsnap.workflow.Status;
import org.cvmsnap.workflow.Unaccounted;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Text beside JSON: the same results, the same exit statuses. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RendererTest {
  private static final Program PROGRAM =
      new Program(List.of("--host", "ssh://root@sun-a"), Optional.of("root@sun-a"));

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Renderer text = new TextRenderer(stream(out), stream(err), false, PROGRAM);
  private final Renderer quiet = new TextRenderer(stream(out), stream(err), true, PROGRAM);
  private final Renderer json =
      new JsonRenderer(stream(out), stream(err), PROGRAM, () -> Service.UP);

  private static EscapingStream stream(ByteArrayOutputStream bytes) {
    return new EscapingStream(new PrintStream(bytes, true, StandardCharsets.UTF_8));
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private Map<String, Object> document() throws IOException {
    return JSON.std.mapFrom(out());
  }

  private final RefusedException refused =
      new RefusedException(
          List.of(new Refusal("It is open.", "Close it."), new Refusal("It is layered.", "")));

  @Test
  void a_refusal_says_first_that_nothing_was_touched_then_every_reason_and_what_to_do() {
    int status = text.refused("take", refused);

    assertThat(status).isEqualTo(3);
    assertThat(out()).isEmpty();
    assertThat(err())
        .isEqualTo(
            """
            cvmsnap: service: nothing was touched.
            cvmsnap: what happened: It is open.
            cvmsnap: next: Close it.
            cvmsnap: what happened: It is layered.
            cvmsnap: where: commands that are not cvmsnap's are typed on root@sun-a.
            """);
  }

  @Test
  void a_refusal_is_a_document_too_and_people_are_told_all_the_same() throws IOException {
    int status = json.refused("take", refused);

    assertThat(status).isEqualTo(3);
    assertThat(document())
        .containsEntry("schema", "cvmsnap.take/1")
        .containsEntry("outcome", "refused")
        .containsEntry("exitCode", 3)
        .containsEntry("service", "up");
    assertThat(err()).contains("cvmsnap: what happened: It is open.");
  }

  @Test
  void who_is_kept_out_by_another_run_is_told_so_with_4() {
    assertThat(text.refused("take", new BusyException("It is held.", "Wait.")))
        .isEqualTo(ExitCode.BUSY.value());
  }

  @Test
  void a_signal_before_anything_began_is_6_in_both() throws IOException {
    assertThat(text.interrupted("take")).isEqualTo(6);
    assertThat(out()).isEmpty();

    assertThat(json.interrupted("take")).isEqualTo(6);
    assertThat(document()).containsEntry("outcome", "interrupted").containsEntry("exitCode", 6);
  }

  @Test
  void nothing_owed_is_0_and_not_worth_a_word_when_quiet() throws IOException {
    Status nothing = new Status(List.of(), List.of(), Unaccounted.NOTHING, Instant.EPOCH);

    assertThat(quiet.status(nothing)).isZero();
    assertThat(out()).isEmpty();

    assertThat(text.status(nothing)).isZero();
    assertThat(out()).isEqualTo("nothing is owed\n");

    out.reset();
    assertThat(json.status(nothing)).isZero();
    assertThat(document()).containsEntry("owed", false);
  }

  @Test
  void a_journal_that_cannot_be_read_counts_as_owed() throws IOException {
    Status damaged =
        new Status(
            List.of(),
            List.of(new Journals.Damaged("run1", "/runs/run1.jsonl", "torn")),
            new Unaccounted(
                List.of(
                    new Unaccounted.Case(
                        Optional.empty(), new Refusal("The journal of run1 is torn.", "mv it"))),
                ""),
            Instant.EPOCH);

    assertThat(quiet.status(damaged)).isEqualTo(100);
    assertThat(err()).contains("what is owed is not known", "run1 is torn", "next: mv it");

    assertThat(json.status(damaged)).isEqualTo(100);
    assertThat(document()).containsEntry("owed", true);
  }

  @Test
  void commands_are_printed_as_they_can_be_typed_and_as_words() throws IOException {
    List<Invocation> commands =
        List.of(
            new Invocation(
                Machine.controlDomain("sun-a"), List.of("ldm", "stop", "a name", "it's", "")));

    assertThat(text.dryRun(commands)).isZero();
    assertThat(out()).isEqualTo("sun-a# ldm stop 'a name' 'it'\\''s' ''\n");

    out.reset();
    assertThat(json.dryRun(commands)).isZero();
    assertThat(document())
        .containsEntry(
            "commands",
            List.of(Map.of("host", "sun-a", "argv", List.of("ldm", "stop", "a name", "it's", ""))));
  }

  private static final SnapshotInfo FOREIGN =
      new SnapshotInfo(
          VolumeId.of("datadg", "snap1"),
          Optional.empty(),
          "full",
          Optional.empty(),
          2048,
          OptionalDouble.empty(),
          OptionalDouble.of(40),
          Optional.empty(),
          Optional.empty(),
          Proof.UNCHECKED,
          Optional.empty(),
          Optional.empty(),
          List.of("INVALID", "unsynchronized"));

  @Test
  void a_foreign_snapshot_is_shown_as_such_with_what_is_wrong_with_it() {
    text.snapshots(new Listing.Listed(List.of(FOREIGN), 0, List.of(), Map.of()));

    assertThat(out().lines().skip(1))
        .singleElement()
        .asString()
        .matches(
            "snap1 +\\? +datadg +full +\\? +1\\.0M +- +40\\.0% +- +\\(not cvmsnap's\\) +unchecked +INVALID, unsynchronized");
  }

  @Test
  void what_nobody_knows_is_null_in_json() throws IOException {
    json.snapshots(new Listing.Listed(List.of(FOREIGN), 0, List.of(), Map.of()));

    assertThat(out())
        .contains(
            "\"source\":null",
            "\"taken\":null",
            "\"changedPercent\":null",
            "\"synchronizedPercent\":40.0",
            "\"set\":null",
            "\"ours\":false",
            "\"good\":false",
            "\"troubles\":[\"INVALID\",\"unsynchronized\"]");
  }

  @Test
  void no_snapshots_are_told_unless_quiet() {
    quiet.snapshots(new Listing.Listed(List.of(), 0, List.of(), Map.of()));
    assertThat(out()).isEmpty();

    text.snapshots(new Listing.Listed(List.of(), 0, List.of(), Map.of()));
    assertThat(out()).isEqualTo("no snapshots\n");
  }
}
