package org.cvmsnap.sim.vxvm;

/**
 * A file system, or what a program keeps on a raw device, as the bytes of a volume hold it.
 *
 * @param type such as {@code vxfs}; empty for what is no file system
 * @param clean whether it says of itself that nothing is to be checked or replayed
 * @param damaged whether its structure is broken, whatever it says of itself
 */
public record FileSystemState(String type, boolean clean, boolean damaged) {
  static FileSystemState made(String type) {
    return new FileSystemState(type, true, false);
  }

  /** After something that has no type of its own to tell, it is still of the type that it was. */
  FileSystemState after(Volumes.FileSystemEvent event, String seenAs) {
    String known = seenAs.isEmpty() ? type : seenAs;
    return switch (event) {
      case MADE -> this;
      case MOUNTED, DROPPED -> new FileSystemState(known, false, damaged);
      case UNMOUNTED -> new FileSystemState(known, true, damaged);
      case DAMAGED -> new FileSystemState(known, clean, true);
    };
  }

  VxContent.Quality quality() {
    if (damaged) {
      return VxContent.Quality.TORN;
    }
    return clean ? VxContent.Quality.CLEAN : VxContent.Quality.CRASH_CONSISTENT;
  }

  /** In a word: clean, dirty or damaged. */
  public String text() {
    return damaged ? "damaged" : clean ? "clean" : "dirty";
  }
}
