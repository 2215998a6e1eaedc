package org.cvmsnap.sim.vxvm;

/**
 * What is really written on a volume.
 *
 * @param data names the bytes: equal names, equal bytes
 * @param quality what a file system finds on it
 * @param corrupt whether two owners wrote on it at some time; it never heals
 * @param written how much was ever written over the volume, in 1/10000 of its length
 */
record VxContent(String data, Quality quality, boolean corrupt, long written) {
  /** From the best to the worst; the worse one wins when two meet. */
  enum Quality {
    CLEAN("clean"),
    CRASH_CONSISTENT("crash-consistent"),
    TORN("torn");

    private final String text;

    Quality(String text) {
      this.text = text;
    }

    String text() {
      return text;
    }

    Quality worse(Quality other) {
      return compareTo(other) >= 0 ? this : other;
    }
  }

  static VxContent fresh(String data) {
    return new VxContent(data, Quality.CLEAN, false, 0);
  }

  /** After a write of that much: new bytes, which a file system finds in the given quality. */
  VxContent writtenTo(String token, Quality now, long much) {
    Quality lasting = quality == Quality.TORN ? Quality.TORN : now;
    return new VxContent(token, lasting, corrupt, written + much);
  }

  /** After all bytes were replaced by those of another volume. */
  VxContent overwrittenBy(VxContent other, long much) {
    return new VxContent(other.data, other.quality, corrupt || other.corrupt, written + much);
  }

  VxContent ruined(String token) {
    return new VxContent(token, quality, true, written + 1);
  }

  /** The same bytes on another volume, which has not been written to itself. */
  VxContent copied(Quality observed) {
    return new VxContent(data, quality.worse(observed), corrupt, 0);
  }
}
