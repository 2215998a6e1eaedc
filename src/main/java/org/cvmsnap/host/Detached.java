package org.cvmsnap.host;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Starts processes that outlive this one: in a session of their own, so that neither a Ctrl-C nor a
 * closed terminal reaches them, and with nothing of ours open.
 */
public final class Detached {
  private Detached() {}

  /**
   * Starts {@code argv}, its program given by path, and waits until it has said {@code greeting} on
   * its first line of output. What it says after that goes nowhere.
   *
   * @return completes when it has ended
   * @throws IOException when it cannot be started, or has not said that after {@code patience}; it
   *     does not run then
   */
  public static CompletableFuture<?> start(
      List<String> argv, Map<String, String> environment, String greeting, Duration patience)
      throws IOException, InterruptedException {
    Process process = LocalHost.inNewSession(argv, environment).redirectErrorStream(true).start();
    boolean greeted = false;
    try {
      String line = firstLine(process, patience);
      greeted = line.equals(greeting);
      if (!greeted) {
        throw new IOException(line.isEmpty() ? "it ended at once" : line);
      }
    } finally {
      if (!greeted) {
        process.destroyForcibly();
      }
      process.getInputStream().close();
    }
    return process.onExit();
  }

  /** Empty where the process ends without one. */
  private static String firstLine(Process process, Duration patience)
      throws IOException, InterruptedException {
    BufferedReader reader =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    CompletableFuture<Optional<String>> line =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return Optional.ofNullable(reader.readLine());
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    try {
      return line.get(patience.toMillis(), TimeUnit.MILLISECONDS).orElse("");
    } catch (TimeoutException e) {
      throw new IOException("it says nothing for " + patience.toSeconds() + " s", e);
    } catch (ExecutionException e) {
      throw new IOException(String.valueOf(e.getCause()), e);
    }
  }
}
