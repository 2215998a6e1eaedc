package org.cvmsnap.workflow;

/**
 * One of the things that {@code doctor} looks at. It only reads, and throws nothing for what it
 * cannot learn, but tells that it is unknown.
 */
interface Examination {
  /** What is looked for: a word that is public. */
  String check();

  /** Looks, and tells what it has found, once what it rests on has been looked at. */
  void examine(Examined examined) throws InterruptedException;
}
