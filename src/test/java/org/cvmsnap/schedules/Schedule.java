package org.cvmsnap.schedules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One operation and what goes wrong in it: a blow for the process that runs it, and one for each
 * process that recovers after it. It is written {@code take-one/17/hang-late}, or with a blow in
 * the recovery {@code take-one/17/crash-after/j3/crash-before}, or with two for one process {@code
 * take-one/17/hang-late,19/signal}.
 */
record Schedule(String variant, List<Blow> blows) {

  /** Where a blow strikes in one process. */
  record Point(boolean journal, int index) {
    static Point command(int index) {
      return new Point(false, index);
    }

    static Point journal(int index) {
      return new Point(true, index);
    }

    static Point parse(String text) {
      return text.startsWith("j")
          ? journal(Integer.parseInt(text.substring(1)))
          : command(Integer.parseInt(text));
    }

    @Override
    public String toString() {
      return (journal ? "j" : "") + index;
    }
  }

  /**
   * What strikes at a point.
   *
   * @param effect one of {@link Effects}, by its word
   * @param also what strikes the same process later
   */
  record Blow(Point point, String effect, Optional<Blow> also) {
    Blow(Point point, String effect) {
      this(point, effect, Optional.empty());
    }

    /** This blow and those that strike the same process after it. */
    Stream<Blow> all() {
      return Stream.concat(Stream.of(this), also.stream().flatMap(Blow::all));
    }

    @Override
    public String toString() {
      return point + "/" + effect + also.map(each -> "," + each).orElse("");
    }
  }

  Schedule {
    blows = List.copyOf(blows);
  }

  static Schedule of(String variant, Point point, String effect) {
    return new Schedule(variant, List.of(new Blow(point, effect)));
  }

  boolean hasEffect(String effect) {
    return blows.stream().flatMap(Blow::all).anyMatch(blow -> blow.effect().equals(effect));
  }

  Schedule with(Point point, String effect) {
    return with(new Blow(point, effect));
  }

  /** The same with one more blow for the process that the first strikes. */
  Schedule with(Blow second) {
    Blow first = blows.get(0);
    Blow both = new Blow(first.point(), first.effect(), Optional.of(second));
    return new Schedule(variant, List.of(both));
  }

  Schedule then(Point point, String effect) {
    return then(new Blow(point, effect));
  }

  /** The same with a blow for the process that recovers after it. */
  Schedule then(Blow next) {
    List<Blow> more = new ArrayList<>(blows);
    more.add(next);
    return new Schedule(variant, more);
  }

  /**
   * The schedule of that id.
   *
   * @throws IllegalArgumentException for what is none
   */
  static Schedule parse(String id) {
    String[] words = id.replace(",", "/,").split("/", -1);
    if (words.length % 2 == 0) {
      throw new IllegalArgumentException("not VARIANT/POINT/EFFECT: " + id);
    }
    List<Blow> blows = new ArrayList<>();
    Optional<Blow> also = Optional.empty();
    for (int i = words.length - 2; i > 0; i -= 2) {
      Blow blow = new Blow(Point.parse(words[i].replace(",", "")), words[i + 1], also);
      also = words[i].startsWith(",") ? Optional.of(blow) : Optional.empty();
      if (also.isEmpty()) {
        blows.add(0, blow);
      }
    }
    return new Schedule(words[0], blows);
  }

  @Override
  public String toString() {
    StringBuilder id = new StringBuilder(variant);
    blows.forEach(blow -> id.append('/').append(blow));
    return id.toString();
  }
}
