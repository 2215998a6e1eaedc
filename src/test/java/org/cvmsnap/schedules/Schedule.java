package org.cvmsnap.schedules;

import java.util.ArrayList;
import java.util.List;

/**
 * One operation and what goes wrong in it: a blow for the process that runs it, and one for each
 * process that recovers after it. It is written {@code take-one/17/hang-late}, or with a blow in
 * the recovery {@code take-one/17/crash-after/j3/crash-before}.
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
   */
  record Blow(Point point, String effect) {
    @Override
    public String toString() {
      return point + "/" + effect;
    }
  }

  Schedule {
    blows = List.copyOf(blows);
  }

  static Schedule of(String variant, Point point, String effect) {
    return new Schedule(variant, List.of(new Blow(point, effect)));
  }

  boolean hasEffect(String effect) {
    return blows.stream().anyMatch(blow -> blow.effect().equals(effect));
  }

  Schedule then(Point point, String effect) {
    List<Blow> more = new ArrayList<>(blows);
    more.add(new Blow(point, effect));
    return new Schedule(variant, more);
  }

  /**
   * The schedule of that id.
   *
   * @throws IllegalArgumentException for what is none
   */
  static Schedule parse(String id) {
    String[] words = id.split("/", -1);
    if (words.length % 2 == 0) {
      throw new IllegalArgumentException("not VARIANT/POINT/EFFECT: " + id);
    }
    List<Blow> blows = new ArrayList<>();
    for (int i = 1; i < words.length; i += 2) {
      blows.add(new Blow(Point.parse(words[i]), words[i + 1]));
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
