// SPDX-License-Identifier: Apache-2.0
package dev.bora.app.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.TimeBasedRollingPolicy;
import dev.bora.app.failure.RefusedException;
import dev.bora.site.LogLevel;
import dev.bora.site.Logs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.LoggerFactory;

/**
 * Where a process that serves logs to: the application log {@code NAME.log}, and the access log
 * {@code NAME-access.log} with what is told to the logger {@code bora.access}. Every event is one
 * line, exceptions included; times are UTC. Files roll daily, are compressed, and are kept as long
 * as the site file says.
 */
public final class NodeLogs {
  /** The logger of the access log. */
  public static final String ACCESS = "bora.access";

  private static final String TIME = "%d{\"yyyy-MM-dd'T'HH:mm:ss.SSS'Z'\",UTC}";
  private static final String APPLICATION_LINE =
      TIME
          + " %-5level [%thread] %logger{0}%replace( [%mdc]){' \\[\\]',''}: "
          + "%replace(%msg){'[\\r\\n]+',' | '} %replace(%ex){'\\s*[\\r\\n]+\\s*',' | '}%nopex%n";
  private static final String ACCESS_LINE = TIME + " %replace(%msg){'[\\r\\n]+',' '}%nopex%n";

  /** What libraries tell at INFO is of no use to an operator. */
  private static final List<String> TALKATIVE =
      List.of("ch.vorburger", "com.zaxxer.hikari", "org.eclipse.jetty", "org.apache.ibatis");

  /** They tell of each connection that breaks; Bora tells of the database, once. */
  private static final List<String> COMPLAINING =
      List.of("com.zaxxer.hikari", "org.apache.ibatis.executor");

  private final LoggerContext context;
  private final Logs logs;
  private final String name;

  private NodeLogs(LoggerContext context, Logs logs, String name) {
    this.context = context;
    this.logs = logs;
    this.name = name;
  }

  /**
   * Makes this process log so, from now on.
   *
   * @param name of the files, when there is a directory for them
   * @throws RefusedException that directory cannot be made or written to
   */
  public static void configure(Logs logs, String name) throws RefusedException {
    Path directory = logs.directory();
    if (directory != null) {
      prepare(directory);
    }
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    new NodeLogs(context, logs, name).configure();
  }

  private static void prepare(Path directory) throws RefusedException {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new RefusedException("logs.directory: " + directory + ": cannot be made", e);
    }
    if (!Files.isWritable(directory)) {
      throw new RefusedException("logs.directory: " + directory + ": Permission denied");
    }
  }

  private void configure() {
    Level level = level(logs.level());
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.setLevel(level);
    root.addAppender(appender(name, APPLICATION_LINE));
    if (logs.level() != LogLevel.DEBUG) {
      TALKATIVE.forEach(each -> context.getLogger(each).setLevel(Level.WARN));
      COMPLAINING.forEach(each -> context.getLogger(each).setLevel(Level.ERROR));
    }
    Logger access = context.getLogger(ACCESS);
    access.setAdditive(false);
    if (logs.access()) {
      access.setLevel(Level.INFO);
      access.addAppender(appender(name + "-access", ACCESS_LINE));
    } else {
      access.setLevel(Level.OFF);
    }
  }

  private static Level level(LogLevel level) {
    return switch (level) {
      case ERROR -> Level.ERROR;
      case WARN -> Level.WARN;
      case INFO -> Level.INFO;
      case DEBUG -> Level.DEBUG;
    };
  }

  private Appender<ILoggingEvent> appender(String file, String line) {
    Path directory = logs.directory();
    OutputStreamAppender<ILoggingEvent> appender =
        directory == null ? new ConsoleAppender<>() : rolling(directory, file);
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern(line);
    encoder.start();
    appender.setContext(context);
    appender.setName(file);
    appender.setEncoder(encoder);
    appender.start();
    return appender;
  }

  private RollingFileAppender<ILoggingEvent> rolling(Path directory, String file) {
    RollingFileAppender<ILoggingEvent> appender = new RollingFileAppender<>();
    appender.setContext(context);
    appender.setFile(directory.resolve(file + ".log").toString());
    TimeBasedRollingPolicy<ILoggingEvent> daily = new TimeBasedRollingPolicy<>();
    daily.setContext(context);
    daily.setParent(appender);
    daily.setFileNamePattern(directory.resolve(file + ".%d{yyyy-MM-dd}.log.gz").toString());
    daily.setMaxHistory(Math.toIntExact(logs.keep().toDays()));
    daily.setCleanHistoryOnStart(true);
    daily.start();
    appender.setRollingPolicy(daily);
    return appender;
  }
}
