// SPDX-License-Identifier: Apache-2.0
package dev.bora.backend;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.slf4j.LoggerFactory;

/**
 * What a class logs while this is open, each line with the context of the thread it was made on.
 */
public final class LogCapture extends ListAppender<ILoggingEvent> implements AutoCloseable {
  private final Logger logger;

  /** Of this class. */
  public LogCapture(Class<?> logging) {
    this(logging.getName());
  }

  /** Of all classes in this package. */
  public LogCapture(String logging) {
    this.logger = (Logger) LoggerFactory.getLogger(logging);
    start();
    logger.addAppender(this);
  }

  @Override
  protected void append(ILoggingEvent event) {
    event.prepareForDeferredProcessing();
    super.append(event);
  }

  /** All so far. */
  public synchronized List<ILoggingEvent> events() {
    return List.copyOf(list);
  }

  /** Their messages. */
  public List<String> lines() {
    return events().stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  @Override
  public void close() {
    logger.detachAppender(this);
    stop();
  }
}
