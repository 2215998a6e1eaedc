package org.cvmsnap.model;

/** What a file system says of itself when it is only asked (fsck(1M), fsck_vxfs(1M)). */
public enum Cleanness {
  /** It is not mounted, and nothing is to be replayed or checked. */
  CLEAN("it is clean"),
  /** It is not mounted, and something is to be replayed or checked. */
  DIRTY("it needs checking"),
  MOUNTED("it is mounted");

  private final String text;

  Cleanness(String text) {
    this.text = text;
  }

  /** As a sentence. */
  public String text() {
    return text;
  }
}
