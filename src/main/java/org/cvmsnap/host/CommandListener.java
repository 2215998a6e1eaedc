package org.cvmsnap.host;

/**
 * Is told of every command that a machine is given, on the thread that gives it. It must not throw,
 * and must not take long.
 */
public interface CommandListener {
  /**
   * It is about to be given.
   *
   * @param machine as people know it
   */
  void asked(String machine, Command command);

  /**
   * It is over.
   *
   * @param problem what is to be said of it where it has not ended with exit status 0; or empty
   *     text
   */
  void answered(String machine, Command command, String problem);
}
