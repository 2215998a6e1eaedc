package org.cvmsnap.host;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;

/**
 * What a process says on one of its streams, gathered by a thread of its own as it comes. Past a
 * limit the rest is read and not kept, or kept in place of what came before, so that the process
 * can go on to its end.
 */
final class Output {
  /** How long a stream that nobody closes has to be silent after the process's end. */
  private static final Duration SILENCE = Duration.ofMillis(500);

  /** How many of these, for a child left behind that talks on and on. */
  private static final int PATIENCE = 20;

  private final int limit;
  private final boolean cuts;
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private final Thread reader;
  private long count;
  private boolean ended;
  private boolean broken;

  private Output(InputStream stream, int limit, boolean cuts, String name) {
    this.limit = limit;
    this.cuts = cuts;
    this.reader = new Thread(() -> gather(stream), name);
    this.reader.setDaemon(true);
  }

  static Output of(InputStream stream, Command command, String name) {
    Output output = new Output(stream, command.answer(), command.cuts(), name);
    output.reader.start();
    return output;
  }

  private void gather(InputStream stream) {
    byte[] buffer = new byte[8192];
    boolean failed = false;
    try {
      for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
        keep(buffer, read);
      }
    } catch (IOException | OutOfMemoryError e) {
      failed = true;
    }
    end(failed);
  }

  private synchronized void keep(byte[] buffer, int length) {
    int room = cuts ? length : (int) Math.min(length, Math.max(0, limit - count));
    kept.write(buffer, 0, room);
    count += length;
    if (cuts && kept.size() > 2 * limit) {
      byte[] last = last();
      kept.reset();
      kept.writeBytes(last);
    }
  }

  private synchronized void end(boolean failed) {
    ended = true;
    broken = failed;
    notifyAll();
  }

  /**
   * Waits, after the process has ended, until all that it wrote is here. A child that it left
   * behind may hold the stream open for ever; what the process itself wrote is in the pipe by now,
   * so a stream that stays silent for a moment has been read.
   */
  synchronized void await() throws InterruptedException {
    long before = -1;
    for (int round = 0; round < PATIENCE && !ended && before != count; round++) {
      before = count;
      waitFor(SILENCE);
    }
  }

  private synchronized void waitFor(Duration duration) throws InterruptedException {
    long end = System.nanoTime() + duration.toNanos();
    for (long left = duration.toMillis(); !ended && left > 0; ) {
      wait(left);
      left = (end - System.nanoTime()) / 1_000_000;
    }
  }

  private byte[] last() {
    byte[] all = kept.toByteArray();
    return Arrays.copyOfRange(all, Math.max(0, all.length - limit), all.length);
  }

  /** Whether everything that was to be kept was. */
  synchronized boolean complete() {
    return (cuts || count <= limit) && !broken;
  }

  synchronized String text() {
    return ByteText.text(last());
  }
}
