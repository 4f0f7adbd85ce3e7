// SPDX-License-Identifier: Apache-2.0
package dev.bora.door;

import com.google.common.base.Splitter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.eclipse.jetty.http.DateGenerator;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.RetainableByteBuffer;
import org.eclipse.jetty.util.BufferUtil;
import org.jspecify.annotations.Nullable;

/**
 * GET and HEAD: one range or all of a file. Of an upload that is not published yet, what there is,
 * for those who look at what they have just written.
 *
 * <p>A TURL that expires while its file is read stays good for that reading.
 */
final class Download {
  private final ByteBufferPool buffers;
  private final int bufferSize;

  Download(ByteBufferPool buffers, int bufferSize) {
    this.buffers = buffers;
    this.bufferSize = bufferSize;
  }

  void send(Exchange exchange, Grant grant, boolean withBody)
      throws Refusal, IOException, InterruptedException {
    try (AreaFile file = AreaFile.forReading(grant)) {
      HttpFields asked = exchange.request().getHeaders();
      HttpFields.Mutable headers = exchange.response().getHeaders();
      String tag = '"' + file.contentId() + '"';
      headers.put(HttpHeader.ETAG, tag);
      headers.put(
          HttpHeader.LAST_MODIFIED,
          DateGenerator.formatDate(file.status().modified().toEpochMilli()));
      headers.put(HttpHeader.ACCEPT_RANGES, "bytes");
      requireMatch(asked, tag);
      if (lists(asked.get(HttpHeader.IF_NONE_MATCH), tag)) {
        exchange.response().setStatus(HttpStatus.NOT_MODIFIED_304);
        end(exchange);
        return;
      }
      if (WantedDigest.isAdler32(exchange.request())) {
        file.adler32().ifPresent(sum -> WantedDigest.tell(headers, sum));
      }
      headers.put(HttpHeader.CONTENT_TYPE, "application/octet-stream");
      ByteRange range = range(exchange, file, tag);
      headers.put(new HttpField.LongValueHttpField(HttpHeader.CONTENT_LENGTH, range.length()));
      if (withBody) {
        stream(exchange, file, range);
      }
      end(exchange);
    }
  }

  private static void requireMatch(HttpFields asked, String tag) throws Refusal {
    String wanted = asked.get(HttpHeader.IF_MATCH);
    if (wanted != null && !lists(wanted, tag)) {
      throw new Refusal(HttpStatus.PRECONDITION_FAILED_412, "the file has another entity tag");
    }
  }

  private static boolean lists(@Nullable String tags, String tag) {
    return tags != null
        && Splitter.on(',')
            .trimResults()
            .splitToStream(tags)
            .anyMatch(one -> one.equals(tag) || one.equals("*"));
  }

  private static ByteRange range(Exchange exchange, AreaFile file, String tag) throws Refusal {
    HttpFields asked = exchange.request().getHeaders();
    String condition = asked.get(HttpHeader.IF_RANGE);
    String header = condition == null || condition.equals(tag) ? asked.get(HttpHeader.RANGE) : null;
    Optional<ByteRange> range;
    try {
      range = ByteRange.asked(header, file.size());
    } catch (Refusal refusal) {
      exchange.response().getHeaders().put(HttpHeader.CONTENT_RANGE, "bytes */" + file.size());
      throw refusal;
    }
    if (range.isEmpty()) {
      exchange.response().setStatus(HttpStatus.OK_200);
      return ByteRange.whole(file.size());
    }
    ByteRange part = range.get();
    exchange.response().setStatus(HttpStatus.PARTIAL_CONTENT_206);
    exchange
        .response()
        .getHeaders()
        .put(
            HttpHeader.CONTENT_RANGE,
            "bytes " + part.first() + "-" + part.last() + "/" + file.size());
    return part;
  }

  private void stream(Exchange exchange, AreaFile file, ByteRange range)
      throws IOException, InterruptedException {
    RetainableByteBuffer pooled = buffers.acquire(bufferSize, true);
    try {
      ByteBuffer buffer = pooled.getByteBuffer();
      long position = range.first();
      while (position <= range.last()) {
        BufferUtil.clearToFill(buffer);
        long left = range.last() - position + 1;
        if (left < buffer.remaining()) {
          buffer.limit(buffer.position() + (int) left);
        }
        int count = file.read(buffer, position);
        if (count == 0) {
          throw new IOException("the file became shorter while it was read");
        }
        BufferUtil.flipToFlush(buffer, 0);
        write(exchange, false, buffer);
        exchange.count(count);
        position += count;
      }
    } finally {
      pooled.release();
    }
  }

  static void end(Exchange exchange) throws BrokenConnectionException {
    write(exchange, true, BufferUtil.EMPTY_BUFFER);
  }

  static void write(Exchange exchange, boolean last, ByteBuffer buffer)
      throws BrokenConnectionException {
    try {
      Content.Sink.write(exchange.response(), last, buffer);
    } catch (IOException failure) {
      throw new BrokenConnectionException(failure);
    }
  }
}
