// SPDX-License-Identifier: Apache-2.0
package dev.bora.filesystem;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A storage area: a name, and a root directory out of which nothing leads.
 *
 * <p>Its parts ({@link #reader}, {@link #creation}, {@link #removal}, {@link #checksums}, {@link
 * #sweep}) run system calls on the thread that calls them; {@link #call} lends one of the area's
 * own threads for that.
 */
public final class StorageArea implements Closeable {
  private static final Logger LOGGER = LoggerFactory.getLogger(StorageArea.class);

  private final String name;
  private final AreaRoot root;
  private final HiddenFolders folders;
  private final AreaReport report;
  private final AreaThreads threads;
  private final AreaReader reader;
  private final CreationSteps creation;
  private final RemovalSteps removal;
  private final Checksums checksums;
  private final HiddenSweep sweep;

  private StorageArea(
      String name,
      AreaRoot root,
      HiddenFolders folders,
      AreaReport report,
      AreaFeatures features,
      AreaLimits limits) {
    this.name = name;
    this.root = root;
    this.folders = folders;
    this.report = report;
    this.threads = new AreaThreads(name, limits.threads(), limits.queue());
    this.reader = new AreaReader(root, features, new AccountNames());
    this.creation = new CreationSteps(root, folders, features);
    this.removal = new RemovalSteps(root, folders, features);
    this.checksums = new Checksums(root, features);
    this.sweep = new HiddenSweep(folders);
  }

  /**
   * Opens an area: makes its hidden folders if they are missing, and probes what its file system
   * can do.
   *
   * @param name the area's name in the site's configuration
   * @param root absolute path
   * @throws AreaRefusedException if the root cannot be a storage area on this host; the message
   *     lists why
   */
  public static StorageArea open(String name, Path root, AreaLimits limits) throws IOException {
    AreaRoot opened = AreaRoot.open(root);
    try {
      HiddenFolders folders = HiddenFolders.open(opened);
      try {
        AreaReport report = AreaProbe.run(opened, folders);
        examine(name, root, report);
        return new StorageArea(name, opened, folders, report, report.features(), limits);
      } catch (IOException | RuntimeException failure) {
        folders.close();
        throw failure;
      }
    } catch (IOException | RuntimeException failure) {
      opened.close();
      throw failure;
    }
  }

  /**
   * As {@link #open}, as if the file system could do no more than given: for tests of the other
   * ways.
   */
  static StorageArea open(String name, Path root, AreaLimits limits, AreaFeatures features)
      throws IOException {
    AreaRoot opened = AreaRoot.open(root);
    HiddenFolders folders = HiddenFolders.open(opened);
    return new StorageArea(name, opened, folders, AreaProbe.run(opened, folders), features, limits);
  }

  private static void examine(String name, Path root, AreaReport report)
      throws AreaRefusedException {
    if (!report.usable()) {
      throw new AreaRefusedException(
          "storage area " + name + " at " + root + " cannot be used: " + wording(report, true));
    }
    if (!report.gaps().isEmpty()) {
      LOGGER.warn(
          "storage area {} at {} ({}): {} {}",
          name,
          root,
          report.fileSystem(),
          wording(report, false),
          report.mountPointsBelow());
    }
  }

  private static String wording(AreaReport report, boolean fatal) {
    return report.gaps().stream()
        .filter(gap -> gap.fatal() == fatal)
        .sorted(Comparator.naturalOrder())
        .map(AreaGap::wording)
        .collect(Collectors.joining("; "));
  }

  /**
   * Begins to watch this area, until the watch is closed. While it is hung, {@link #call} refuses.
   *
   * @param watcher names this process among those that watch the area, the same after a restart
   */
  public AreaWatch watch(String watcher, WatchTimes times) throws IOException {
    AreaWatch watch =
        AreaWatch.start(
            name,
            watcher,
            folders,
            times,
            now -> {
              if (now.state() == AreaCondition.State.HUNG) {
                threads.refuseWaiting(now);
              }
            });
    threads.heed(watch::now);
    return watch;
  }

  /**
   * Runs work on one of the area's platform threads and waits for it.
   *
   * @throws AreaHungException if the area is watched and found hung before the work was begun
   * @throws AreaBusyException at once, if all threads are at work and the queue is full
   * @throws IOException what the work threw
   * @throws InterruptedException if the waiting was interrupted; work that had begun goes on, and
   *     its outcome is lost
   */
  public <T> T call(AreaCall<T> work) throws IOException, InterruptedException {
    return threads.call(work);
  }

  /** What the area's threads do now. */
  public AreaLoad load() {
    return threads.load();
  }

  /** The area's name in the site's configuration. */
  public String name() {
    return name;
  }

  /** What the probe found at the start. */
  public AreaReport report() {
    return report;
  }

  /** Status, listings, opening for reading, free space. */
  public AreaReader reader() {
    return reader;
  }

  /** Steps of uploads and new directories. */
  public CreationSteps creation() {
    return creation;
  }

  /** Steps of rm, rmdir and mv. */
  public RemovalSteps removal() {
    return removal;
  }

  /** Checksums of files. */
  public Checksums checksums() {
    return checksums;
  }

  /** What is in the hidden folders. */
  public HiddenSweep sweep() {
    return sweep;
  }

  /**
   * Waits for running calls and closes.
   *
   * @throws AreaBusyException if calls still run after 10 s: their descriptors stay open
   */
  @Override
  public void close() throws IOException {
    threads.close();
    try (root) {
      folders.close();
    }
  }
}
