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
  private final PrintStream target;

  public EscapingStream(PrintStream target) {
    super(new Escaping(target), true, UTF_8);
    this.target = target;
  }

  /** Tells the terminal what to do, in words of our own. */
  void control(String sequence) {
    target.print(sequence);
  }

  /** Where it all arrives, for what has no words of others in it, or must not be changed. */
  public PrintStream target() {
    return target;
  }

  /** Bytes of UTF-8, handed on as text, which the target has an encoding of its own for. */
  private static final class Escaping extends OutputStream {
    private final PrintStream target;
    private final CharsetDecoder decoder =
        UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPLACE);
    private ByteBuffer begun = ByteBuffer.allocate(0);

    Escaping(PrintStream target) {
      this.target = target;
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
      target.print(ControlCharacters.escaped(text.flip().toString()));
    }

    @Override
    public void flush() {
      target.flush();
    }
  }
}
