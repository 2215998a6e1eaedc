package org.cvmsnap.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;

/**
 * Text that stands for bytes, whatever they are: what is UTF-8 as its characters, and each other
 * byte as one character for private use. The names of files are bytes, and a name that is read and
 * given back has to be the same, in every locale.
 */
final class ByteText {
  /** U+EF80 to U+EFFF stand for the bytes 0x80 to 0xFF. */
  private static final int PLACE = 0xEF00;

  private ByteText() {}

  private static boolean standsForByte(int character) {
    return character >= PLACE + 0x80 && character <= PLACE + 0xFF;
  }

  /** The text for bytes; no two are the same. */
  static String text(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer characters = CharBuffer.allocate(bytes.length);
    CharsetDecoder decoder = UTF_8.newDecoder();
    StringBuilder text = new StringBuilder(bytes.length);
    while (true) {
      CoderResult result = decoder.decode(in, characters.clear(), true);
      characters.flip().chars().forEach(character -> append(text, (char) character));
      if (result.isUnderflow()) {
        return text.toString();
      }
      for (int i = 0; i < result.length(); i++) {
        text.append((char) (PLACE | (in.get() & 0xFF)));
      }
    }
  }

  /** A character that would stand for another byte comes as its own bytes. */
  private static void append(StringBuilder text, char character) {
    if (!standsForByte(character)) {
      text.append(character);
      return;
    }
    for (byte each : String.valueOf(character).getBytes(UTF_8)) {
      text.append((char) (PLACE | (each & 0xFF)));
    }
  }

  /** The bytes that a text stands for. */
  static byte[] bytes(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
    text.codePoints()
        .forEach(
            character -> {
              if (standsForByte(character)) {
                bytes.write(character & 0xFF);
              } else {
                bytes.writeBytes(Character.toString(character).getBytes(UTF_8));
              }
            });
    return bytes.toByteArray();
  }
}
