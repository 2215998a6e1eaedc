package org.cvmsnap.host;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Starts processes that outlive this one: in a session of their own, so that neither a Ctrl-C nor a
 * closed terminal reaches them, and with nothing of ours open.
 */
public final class Detached {
  private Detached() {}

  /**
   * Starts {@code argv}, its program given by path, and does not wait for it.
   *
   * @throws IOException when it cannot be started
   */
  public static void start(List<String> argv, Map<String, String> environment) throws IOException {
    List<String> words = new ArrayList<>();
    LocalHost.NEW_SESSION.ifPresent(session -> words.add(session.toString()));
    words.addAll(argv);
    File nothing = new File("/dev/null");
    ProcessBuilder builder = new ProcessBuilder(words);
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.redirectInput(nothing);
    builder.redirectOutput(nothing);
    builder.redirectError(nothing);
    builder.start();
  }
}
