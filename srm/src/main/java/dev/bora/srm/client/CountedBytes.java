// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.client;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.Adler32;

/** Counts and sums the bytes that pass, and tells of them. */
final class CountedBytes {

  private final Adler32 adler = new Adler32();
  private final TransferProgress progress;
  private final long total;
  private long count;

  /**
   * Of one transfer.
   *
   * @param total negative: not known
   */
  CountedBytes(TransferProgress progress, long total) {
    this.progress = progress;
    this.total = total;
  }

  long count() {
    return count;
  }

  String adler32() {
    return Adler32Text.of(adler.getValue());
  }

  private void passed(byte[] bytes, int offset, int length) {
    adler.update(bytes, offset, length);
    count += length;
    progress.moved(count, total);
  }

  InputStream from(InputStream source) {
    return new FilterInputStream(source) {
      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = in.read(bytes, offset, length);
        if (read > 0) {
          passed(bytes, offset, read);
        }
        return read;
      }
    };
  }

  OutputStream to(OutputStream sink) {
    return new FilterOutputStream(sink) {
      @Override
      public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
        passed(bytes, offset, length);
      }
    };
  }
}
