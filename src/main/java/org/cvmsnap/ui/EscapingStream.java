package org.cvmsnap.ui;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;

/**
 * What an operator reads: whatever is printed here arrives with its control characters {@link
 * ControlCharacters escaped}, by whichever method it is printed.
 */
public final class EscapingStream extends PrintStream {
  private static final String BOLD_RED = "\u001b[1;31m";
  private static final String PLAIN = "\u001b[0m";

  private final PrintStream target;
  private final Screen screen;
  private final boolean colours;

  /** A stream into a file or a pipe. */
  public EscapingStream(PrintStream target) {
    this(target, Screen.none(), false);
  }

  /**
   * @param screen what the stream ends at
   * @param colours whether it may have colours, where it can
   */
  public EscapingStream(PrintStream target, Screen screen, boolean colours) {
    super(new Escaping(target, screen), true, UTF_8);
    this.target = target;
    this.screen = screen;
    this.colours = colours && screen.obeys();
  }

  /** A stream whose text nobody reads. */
  public static EscapingStream nowhere() {
    return new EscapingStream(new PrintStream(nullOutputStream(), false, UTF_8));
  }

  /** The same stream, without colours. */
  public EscapingStream uncoloured() {
    return new EscapingStream(target, screen, false);
  }

  /** Prints a line that nobody is to overlook: a service is down. */
  void alarm(String line) {
    if (colours) {
      screen.print(target, BOLD_RED + ControlCharacters.escaped(line) + PLAIN + "\n");
    } else {
      println(line);
    }
  }

  /** Shows a line until something else is printed. */
  void live(String line) {
    screen.live(target, line);
  }

  /** What it ends at. */
  public Screen screen() {
    return screen;
  }

  /** Where it all arrives, for what has no words of others in it, or must not be changed. */
  public PrintStream target() {
    return target;
  }

  /** Bytes of UTF-8, handed on as text, which the target has an encoding of its own for. */
  private static final class Escaping extends OutputStream {
    private final PrintStream target;
    private final Screen screen;
    private final CharsetDecoder decoder =
        UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPLACE);
    private ByteBuffer begun = ByteBuffer.allocate(0);

    Escaping(PrintStream target, Screen screen) {
      this.target = target;
      this.screen = screen;
    }

    @Override
    public void write(int b) {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      ByteBuffer in = ByteBuffer.allocate(begun.remaining() + length);
      in.put(begun).put(bytes, offset, length).flip();
      CharBuffer text = CharBuffer.allocate(in.remaining() + 1);
      var unused = decoder.decode(in, text, false);
      begun = in.slice();
      screen.print(target, ControlCharacters.escaped(text.flip().toString()));
    }

    @Override
    public void flush() {
      target.flush();
    }
  }
}
