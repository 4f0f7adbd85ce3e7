// SPDX-License-Identifier: Apache-2.0
package dev.bora.door;

import dev.bora.filesystem.Checksums;
import dev.bora.filesystem.HiddenName;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.zip.Adler32;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.RetainableByteBuffer;
import org.eclipse.jetty.util.BufferUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * PUT: writes the body to the hidden file of an upload.
 *
 * <ul>
 *   <li>Without Content-Range, what was written before goes. With {@code Content-Range: bytes
 *       first-last/total} the body is written there and the rest stays: a broken upload can be
 *       resumed. One writer at a time: another one gets 409.
 *   <li>More bytes than were promised to srmPrepareToPut, if any were: 413, with nothing written
 *       beyond the promise.
 *   <li>When the body breaks off, what came stays; srmPutDone compares the size. The data is synced
 *       by srmPutDone.
 *   <li>The row is looked at every few seconds: an upload that was aborted or has expired takes no
 *       more data: 410.
 *   <li>Before every write the door asks itself whether it still counts as alive: 503 if not, for
 *       srmPutDone may have gone on without it.
 * </ul>
 */
final class Upload {
  private static final Logger LOG = LoggerFactory.getLogger(Upload.class);

  private final Grants grants;
  private final WriteNotes notes;
  private final ByteBufferPool buffers;
  private final int bufferSize;
  private final Duration look;

  /**
   * @param look how often the row is looked at
   */
  Upload(Grants grants, WriteNotes notes, ByteBufferPool buffers, int bufferSize, Duration look) {
    this.grants = grants;
    this.notes = notes;
    this.buffers = buffers;
    this.bufferSize = bufferSize;
    this.look = look;
  }

  /**
   * Writes the body. When this returns, srmPutDone may come.
   *
   * @return the checksum of the whole file, if the body was all of it
   */
  Optional<String> receive(Exchange exchange, Grant grant, HiddenName name)
      throws Refusal, IOException, InterruptedException {
    Optional<ByteRange> range =
        ByteRange.ofContent(exchange.request().getHeaders().get(HttpHeader.CONTENT_RANGE));
    requireFitting(exchange, grant, range);
    DoorLife life =
        notes
            .begin(grant.fileId())
            .orElseThrow(() ->
                new Refusal(
                    HttpStatus.CONFLICT_409,
                    "the file is being written already, or takes no more data"));
    try {
      return write(exchange, grant, new Target(name, life), range);
    } finally {
      // Before the answer: who has it may send srmPutDone at once.
      notes.end(grant.fileId());
    }
  }

  private static void requireFitting(Exchange exchange, Grant grant, Optional<ByteRange> range)
      throws Refusal {
    long length = exchange.request().getLength();
    if (range.isPresent() && length >= 0 && length != range.get().length()) {
      throw new Refusal(
          HttpStatus.BAD_REQUEST_400,
          "Content-Length " + length + " is not that of the Content-Range");
    }
    long end = range.map(ByteRange::last).map(last -> last + 1).orElse(Math.max(length, 0));
    requirePromised(grant, end);
  }

  private static void requirePromised(Grant grant, long size) throws Refusal {
    Long promised = grant.promisedSize();
    if (promised != null && promised > 0 && size > promised) {
      throw new Refusal(
          HttpStatus.PAYLOAD_TOO_LARGE_413, "more than the " + promised + " bytes promised");
    }
  }

  /** The upload, and the incarnation of the door that has noted that it writes it. */
  private record Target(HiddenName name, DoorLife life) {}

  private Optional<String> write(
      Exchange exchange, Grant grant, Target target, Optional<ByteRange> range)
      throws Refusal, IOException, InterruptedException {
    long first = range.map(ByteRange::first).orElse(0L);
    Adler32 sum = new Adler32();
    long end;
    long size;
    try (AreaFile file =
        AreaFile.forWriting(grant.area(), target.name(), target.life(), range.isEmpty())) {
      end = stream(exchange, grant, new Sink(file, target.life(), sum, first, range));
      size = file.currentSize();
    }
    requireOpen(grant);
    if (range.isPresent() && end != range.get().last() + 1) {
      throw new Refusal(HttpStatus.BAD_REQUEST_400, "the body is shorter than its Content-Range");
    }
    return first == 0 && end == size ? Optional.of(keep(grant, target, sum)) : Optional.empty();
  }

  /** Where the data goes. */
  private record Sink(
      AreaFile file, DoorLife life, Adler32 sum, long first, Optional<ByteRange> range) {
    void write(ByteBuffer buffer, long position) throws Refusal, IOException, InterruptedException {
      if (range.isPresent() && position + buffer.remaining() > range.get().last() + 1) {
        throw new Refusal(HttpStatus.BAD_REQUEST_400, "the body is longer than its Content-Range");
      }
      sum.update(buffer.duplicate());
      file.write(buffer, position, life);
    }
  }

  /** Answers where the data ends. */
  private long stream(Exchange exchange, Grant grant, Sink sink)
      throws Refusal, IOException, InterruptedException {
    Body body = exchange.body();
    RetainableByteBuffer pooled = buffers.acquire(bufferSize, true);
    try {
      ByteBuffer buffer = pooled.getByteBuffer();
      long position = sink.first();
      long looked = System.nanoTime();
      while (!body.isAtEnd()) {
        BufferUtil.clearToFill(buffer);
        body.fill(buffer, look);
        BufferUtil.flipToFlush(buffer, 0);
        if (System.nanoTime() - looked >= look.toNanos()) {
          requireOpen(grant);
          looked = System.nanoTime();
        }
        int count = buffer.remaining();
        if (count > 0) {
          requirePromised(grant, position + count);
          sink.write(buffer, position);
          exchange.count(count);
          position += count;
        }
      }
      return position;
    } finally {
      pooled.release();
    }
  }

  private void requireOpen(Grant grant) throws Refusal {
    if (!grants.isOpen(grant)) {
      throw new Refusal(
          HttpStatus.GONE_410, "the request was ended while the file was being written");
    }
  }

  private static String keep(Grant grant, Target target, Adler32 sum) throws InterruptedException {
    String adler32 = Checksums.format(sum.getValue());
    try {
      grant
          .area()
          .call(() -> {
            target.life().requireMayWrite();
            grant.area().creation().storeChecksum(target.name(), adler32);
            return true;
          });
    } catch (IOException failure) {
      // The data is good: a job computes the checksum after srmPutDone.
      LOG.warn("file {}: checksum not kept: {}", grant.fileId(), failure.getMessage());
    }
    return adler32;
  }
}
