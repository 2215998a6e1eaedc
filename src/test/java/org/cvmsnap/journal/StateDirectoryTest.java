package org.cvmsnap.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.cvmsnap.error.ForeignStateException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class StateDirectoryTest {
  private static final Owner OWNER = new Owner("sun-a", 1, Instant.EPOCH, "cvmsnap take v");
  private static final int SOMEBODY = 54321;

  @TempDir private Path temp;
  private Path place;
  private StateDirectory state;

  @BeforeEach
  void aRunAndALock() throws IOException {
    place = temp.resolve("state");
    state = new StateDirectory(place);
    state.runs().open("one").close();
    state.locks().tryLock("guest-ldom1", OWNER).orElseThrow().close();
  }

  private void refused(String why) {
    assertThatThrownBy(state::requireOwn)
        .isInstanceOf(ForeignStateException.class)
        .hasMessageContaining("what is owed is not known")
        .hasMessageContaining(why);
  }

  private static void mode(Path path, String mode) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
  }

  @Test
  void what_is_ours_is_believed() {
    assertThat(state.requireOwn()).isSameAs(state);
  }

  @Test
  void so_is_what_is_not_there_yet() {
    StateDirectory none = new StateDirectory(temp.resolve("none"));

    assertThat(none.requireOwn()).isSameAs(none);
  }

  @Test
  void others_may_read_it() throws IOException {
    mode(place, "rwxr-xr-x");
    mode(place.resolve("runs/one.jsonl"), "rw-r--r--");

    assertThat(state.requireOwn()).isSameAs(state);
  }

  @Test
  void a_link_may_lead_to_the_directory_that_it_is_in() throws IOException {
    Path link = Files.createSymbolicLink(temp.resolve("link"), temp);

    assertThat(new StateDirectory(link.resolve("state")).requireOwn()).isNotNull();
  }

  @ParameterizedTest
  @CsvSource({
    "'', rwxrwx---",
    "'', rwx----w-",
    "runs, rwxrwxr-x",
    "locks, rwxr-xrwx",
    "runs/one.jsonl, rw-rw----",
    "runs/one.jsonl, rw-----w-",
    "locks/guest-ldom1.lock, rw-rw-rw-",
  })
  void what_others_may_write_is_not_believed(String part, String mode) throws IOException {
    mode(place.resolve(part), mode);

    refused("may be written by others (" + mode + ")");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "runs", "locks", "runs/one.jsonl", "locks/guest-ldom1.lock"})
  void what_belongs_to_somebody_else_is_not_believed(String part) throws IOException {
    assumeThat(Files.getAttribute(temp, "unix:uid")).as("root").isEqualTo(0);
    Files.setAttribute(place.resolve(part), "unix:uid", SOMEBODY);

    refused("belongs to " + SOMEBODY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "runs", "locks", "runs/one.jsonl", "locks/guest-ldom1.lock"})
  void a_link_is_not_followed(String part) throws IOException {
    Path elsewhere = Files.move(place.resolve(part), temp.resolve("elsewhere"));
    Files.createSymbolicLink(place.resolve(part), elsewhere);

    refused("is a symbolic link");
  }

  @Test
  void what_is_no_file_is_no_journal() throws IOException {
    Files.createDirectory(place.resolve("runs/two.jsonl"));

    refused("two.jsonl is no file");
  }

  @Test
  void a_link_that_comes_later_is_neither_read_nor_written() throws IOException {
    Path target = Files.writeString(temp.resolve("target"), "theirs\n");
    Files.createSymbolicLink(place.resolve("runs/two.jsonl"), target);
    Files.createSymbolicLink(place.resolve("locks/guest-ldom2.lock"), target);
    LogDirectory runs = state.runs();
    Locks locks = state.locks();

    assertThatThrownBy(() -> runs.open("two")).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> runs.lines("two")).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> locks.tryLock("guest-ldom2", OWNER)).isInstanceOf(IOException.class);
    assertThat(locks.lastHolder("guest-ldom2")).isEmpty();
    assertThat(target).hasContent("theirs");
  }

  @Test
  void one_that_is_not_there_yet_would_be_on_what_is_nearest_above_it() throws IOException {
    StateDirectory.Place here = new StateDirectory(temp.resolve("none/state")).place();

    assertThat(here.fileSystem()).isEqualTo(Files.getFileStore(temp).name());
    assertThat(here.free()).isPositive();
    assertThat(here.writable()).isTrue();
  }

  @Test
  void all_that_is_made_of_it_is_for_its_owner_alone() throws IOException {
    StateDirectory.make(temp.resolve("new/state"));

    for (String made : List.of("new", "new/state")) {
      assertThat(Files.getPosixFilePermissions(temp.resolve(made)))
          .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    }
  }

  @Test
  void it_is_used_once_a_run_was_begun_with_it() {
    assertThat(state.used()).isTrue();
    assertThat(new StateDirectory(temp.resolve("none")).used()).isFalse();
  }

  @Test
  void it_is_remembered_that_somebody_was_told_of_a_site_that_was_not_tried() throws IOException {
    assertThat(state.qualified().known()).isFalse();

    state.qualified().told(Instant.parse("2026-03-01T02:00:00Z"));

    assertThat(state.qualified().known()).isTrue();
    assertThat(place.resolve("qualified.json"))
        .hasContent("{\"schema\":\"cvmsnap.qualified/1\",\"told\":\"2026-03-01T02:00:00Z\"}");
  }

  @Test
  void what_came_of_trying_a_site_is_remembered_instead() throws IOException {
    Instant at = Instant.parse("2026-03-01T02:00:00Z");
    state.qualified().told(at);

    state.qualified().tried(at, "sun-a", "ldom9", "1.0", Map.of("boot", "held"));

    assertThat(place.resolve("qualified.json"))
        .content()
        .contains("\"node\":\"sun-a\",\"ldom\":\"ldom9\",\"version\":\"1.0\"")
        .contains("\"verdicts\":{\"boot\":\"held\"}")
        .doesNotContain("told");
    try (Stream<Path> files = Files.list(place)) {
      assertThat(files).noneMatch(file -> file.toString().endsWith(".tmp"));
    }
  }
}
