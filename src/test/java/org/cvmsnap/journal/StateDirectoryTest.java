package org.cvmsnap.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
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
}
