package org.cvmsnap.fuzz;

import java.util.List;
import java.util.Optional;
import org.cvmsnap.error.CvmsnapException;
import org.cvmsnap.error.InternalErrorException;
import org.cvmsnap.error.NotLearnedException;

/**
 * Something that reads text from outside.
 *
 * @param seeds texts that it understands, of which hostile ones are made
 * @param cost how many times as long as an answer of a command its texts take to read
 */
record FuzzTarget(String name, List<String> seeds, int cost, Reader reader) {
  FuzzTarget {
    seeds = List.copyOf(seeds);
  }

  /** What is made of a text. */
  @FunctionalInterface
  interface Reader {
    /** Reads a text, or refuses it with an error that its callers expect. */
    Object read(String text) throws Exception;
  }

  /** Whether all is well with what is made of a text: it is understood, or refused as it may be. */
  Optional<Throwable> broken(String text) {
    try {
      Object unused = reader.read(text);
      return Optional.empty();
    } catch (NotLearnedException e) {
      return unexpected(e) ? Optional.of(e) : Optional.empty();
    } catch (InternalErrorException e) {
      return Optional.of(e);
    } catch (CvmsnapException e) {
      return Optional.empty();
    } catch (Exception | StackOverflowError | OutOfMemoryError | AssertionError e) {
      return Optional.of(e);
    }
  }

  /** Whether a parser had not expected what it refused: then the error is one of Java's. */
  private static boolean unexpected(NotLearnedException e) {
    return e.why().contains("understand (java.");
  }

  /** Reads words whose form is refused with a plain IllegalArgumentException. */
  static Reader words(Reader reader) {
    return text -> {
      try {
        return reader.read(text);
      } catch (IllegalArgumentException e) {
        if (e.getClass() != IllegalArgumentException.class) {
          throw e;
        }
        return e;
      }
    };
  }
}
