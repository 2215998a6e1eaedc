package org.cvmsnap.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.cvmsnap.model.VolumeName;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RecordCodecTest {
  enum Shade {
    LIGHT,
    DARK
  }

  record Point(int x, int y) {
    Point {
      if (x < 0) {
        throw new IllegalArgumentException("left of everything: " + x);
      }
    }
  }

  sealed interface ClusterState {
    record Circle(int radius) implements ClusterState {}

    record WideSquare() implements ClusterState {}

    record Named(String name) implements ClusterState {}
  }

  record Holder(ClusterState shape) {}

  /** A component of each type that there is a form for. */
  record All(
      String text,
      boolean flag,
      int count,
      long sectors,
      Duration limit,
      LocalDateTime at,
      Shade shade,
      VolumeName volume,
      Point point,
      ClusterState shape,
      List<String> texts,
      List<Point> points,
      Map<VolumeName, LocalDateTime> times,
      Optional<String> perhaps,
      Optional<Point> somewhere,
      OptionalInt number) {}

  private static final All FULL =
      new All(
          "a text",
          true,
          Integer.MAX_VALUE,
          Long.MAX_VALUE,
          Duration.ofMinutes(2),
          LocalDateTime.parse("2026-03-01T02:00"),
          Shade.DARK,
          new VolumeName("datavol1"),
          new Point(1, 2),
          new ClusterState.Circle(3),
          List.of("a", "b"),
          List.of(new Point(4, 5)),
          Map.of(new VolumeName("datavol2"), LocalDateTime.parse("2026-03-01T02:00:05")),
          Optional.of("c"),
          Optional.of(new Point(6, 7)),
          OptionalInt.of(8));

  private static final All BARE =
      new All(
          "",
          false,
          Integer.MIN_VALUE,
          Long.MIN_VALUE,
          Duration.ZERO,
          LocalDateTime.parse("2026-03-01T02:00"),
          Shade.LIGHT,
          new VolumeName("datavol1"),
          new Point(0, 0),
          new ClusterState.WideSquare(),
          List.of(),
          List.of(),
          Map.of(),
          Optional.empty(),
          Optional.empty(),
          OptionalInt.empty());

  private static Map<String, Object> throughFile(Record value) throws IOException {
    return JSON.std.mapFrom(JSON.std.asString(RecordCodec.write(value)));
  }

  /** A full one as it is written, with one of its components replaced. */
  private static Map<String, @Nullable Object> with(String key, @Nullable Object value) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>(RecordCodec.write(FULL));
    map.put(key, value);
    return map;
  }

  private static Map<String, Object> without(String key) {
    Map<String, Object> map = new LinkedHashMap<>(RecordCodec.write(FULL));
    map.remove(key);
    return map;
  }

  private static void assertRefused(Map<?, ?> map, String why) {
    assertThatThrownBy(() -> RecordCodec.read(All.class, map))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why);
  }

  @Test
  void what_was_written_to_a_file_is_read_back() throws IOException {
    assertThat(RecordCodec.read(All.class, throughFile(FULL))).isEqualTo(FULL);
    assertThat(RecordCodec.read(All.class, throughFile(BARE))).isEqualTo(BARE);
  }

  @Test
  void a_kind_of_one_text_is_read_back_as_that_kind() throws IOException {
    Holder moon = new Holder(new ClusterState.Named("moon"));

    Map<String, Object> map = throughFile(moon);

    assertThat(map).isEqualTo(Map.of("shape", Map.of("kind", "named", "name", "moon")));
    assertThat(RecordCodec.read(Holder.class, map)).isEqualTo(moon);
  }

  @Test
  void each_type_has_a_form_of_its_own_in_the_file() {
    assertThat(RecordCodec.write(FULL))
        .containsExactly(
            Map.entry("text", "a text"),
            Map.entry("flag", true),
            Map.entry("count", 2147483647),
            Map.entry("sectors", 9223372036854775807L),
            Map.entry("limit", 120L),
            Map.entry("at", "2026-03-01T02:00"),
            Map.entry("shade", "DARK"),
            Map.entry("volume", "datavol1"),
            Map.entry("point", Map.of("x", 1, "y", 2)),
            Map.entry("shape", Map.of("kind", "circle", "radius", 3)),
            Map.entry("texts", List.of("a", "b")),
            Map.entry("points", List.of(Map.of("x", 4, "y", 5))),
            Map.entry("times", Map.of("datavol2", "2026-03-01T02:00:05")),
            Map.entry("perhaps", List.of("c")),
            Map.entry("somewhere", List.of(Map.of("x", 6, "y", 7))),
            Map.entry("number", List.of(8)));
    assertThat(RecordCodec.write(BARE))
        .containsEntry("perhaps", List.of())
        .containsEntry("number", List.of())
        .containsEntry("shape", Map.of("kind", "wide-square"));
  }

  @Test
  void what_has_no_form_in_a_file_is_not_written() {
    record Odd(Object value) {}

    assertThatThrownBy(() -> RecordCodec.write(new Odd(new Object[0].getClass())))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no form in a file for class [Ljava.lang.Object;");
  }

  @ParameterizedTest
  @ValueSource(strings = {"texts", "points", "times", "perhaps", "somewhere", "number"})
  void what_may_be_empty_may_be_missing(String key) {
    All read = RecordCodec.read(All.class, without(key));

    assertThat(RecordCodec.write(read)).isEqualTo(with(key, RecordCodec.write(BARE).get(key)));
    assertThat(RecordCodec.read(All.class, with(key, null))).isEqualTo(read);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text", "flag", "count", "sectors", "limit", "at", "shade", "volume", "point", "shape"
      })
  void what_cannot_be_empty_cannot_be_missing(String key) {
    assertRefused(without(key), "no '" + key + "' in {");
    assertRefused(with(key, null), "no '" + key + "' in {");
  }

  @Test
  void what_a_newer_cvmsnap_may_mean_is_refused() {
    assertRefused(with("colour", "red"), "unknown 'colour' in {");
    assertRefused(with("point", Map.of("x", 1, "y", 2, "z", 3)), "unknown 'z' in {");
    assertRefused(with("kind", "all"), "unknown 'kind' in {");
    assertRefused(Map.of(5, "five"), "unknown '5' in {");
    assertRefused(with("shade", "MEDIUM"), "unknown value 'MEDIUM'");
    assertRefused(with("shade", "dark"), "unknown value 'dark'");
    assertRefused(with("shape", Map.of("kind", "blob")), "unknown kind 'blob'");
    assertRefused(with("shape", Map.of("radius", 3)), "unknown kind 'null'");
    assertRefused(with("shape", Map.of("kind", 7)), "unknown kind '7'");
    assertRefused(with("shape", Map.of("kind", "wide-square", "radius", 3)), "unknown 'radius'");
  }

  @Test
  void a_key_that_was_read_already_is_not_unknown() {
    assertThat(RecordCodec.read(Point.class, Map.of("x", 1, "y", 2, "kind", "dot"), "kind"))
        .isEqualTo(new Point(1, 2));
  }

  @Test
  void of_what_is_optional_there_is_one_at_most() {
    assertRefused(with("perhaps", List.of("c", "d")), "one at most, and not [c, d]");
    assertRefused(with("number", List.of(8, 9)), "one at most, and not [8, 9]");
    assertRefused(
        with("somewhere", List.of(Map.of("x", 1, "y", 2), Map.of("x", 1, "y", 2))), "one at most");
  }

  @Test
  void what_a_record_refuses_is_refused_with_its_words() {
    assertRefused(with("point", Map.of("x", -1, "y", 2)), "left of everything: -1");
    assertRefused(with("volume", ""), "IllegalArgumentException");
  }

  static Stream<Arguments> wrong() {
    Map<Integer, String> numbered = Map.of(1, "2026-03-01T02:00");
    return Stream.of(
        Arguments.of("text", 5),
        Arguments.of("text", List.of("a text")),
        Arguments.of("flag", "true"),
        Arguments.of("flag", 1),
        Arguments.of("count", "5"),
        Arguments.of("count", 1.5),
        Arguments.of("count", 2147483648L),
        Arguments.of("count", -2147483649L),
        Arguments.of("count", true),
        Arguments.of("sectors", "5"),
        Arguments.of("sectors", 1e300),
        Arguments.of("sectors", BigInteger.ONE.shiftLeft(64)),
        Arguments.of("limit", "PT2M"),
        Arguments.of("limit", 0.5),
        Arguments.of("limit", BigInteger.ONE.shiftLeft(64)),
        Arguments.of("at", "yesterday"),
        Arguments.of("at", 5),
        Arguments.of("shade", 1),
        Arguments.of("shade", List.of("DARK")),
        Arguments.of("volume", 5),
        Arguments.of("volume", Map.of("value", "datavol1")),
        Arguments.of("point", "1,2"),
        Arguments.of("point", List.of(1, 2)),
        Arguments.of("point", Map.of("x", "1", "y", 2)),
        Arguments.of("point", Map.of("x", 1)),
        Arguments.of("shape", "circle"),
        Arguments.of("shape", List.of()),
        Arguments.of("shape", Map.of("kind", "circle", "radius", 2147483648L)),
        Arguments.of("texts", "a"),
        Arguments.of("texts", Map.of("a", "b")),
        Arguments.of("texts", List.of(5)),
        Arguments.of("points", List.of("a")),
        Arguments.of("times", "a"),
        Arguments.of("times", List.of("a")),
        Arguments.of("times", Map.of("datavol2", 5)),
        Arguments.of("times", Map.of("datavol2", "noon")),
        Arguments.of("times", Map.of("", "2026-03-01T02:00")),
        Arguments.of("times", numbered),
        Arguments.of("perhaps", "c"),
        Arguments.of("perhaps", List.of(5)),
        Arguments.of("somewhere", Map.of("x", 6, "y", 7)),
        Arguments.of("somewhere", List.of(List.of())),
        Arguments.of("number", 8),
        Arguments.of("number", List.of("8")),
        Arguments.of("number", List.of(8.5)),
        Arguments.of("number", List.of(2147483648L)));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void what_is_of_another_type_or_out_of_range_is_refused(String key, Object value) {
    assertRefused(with(key, value), "");
  }

  @ParameterizedTest
  @ValueSource(strings = {"texts", "points", "perhaps", "somewhere", "number"})
  void nothing_is_no_element_of_a_list(String key) {
    assertRefused(with(key, Arrays.asList((Object) null)), "null");
  }

  @Test
  void nothing_is_no_value_in_a_map() {
    Map<String, @Nullable Object> times = new LinkedHashMap<>();
    times.put("datavol2", null);

    assertRefused(with("times", times), "null");
  }
}
