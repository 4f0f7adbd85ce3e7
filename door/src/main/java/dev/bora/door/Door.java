// SPDX-License-Identifier: Apache-2.0
package dev.bora.door;

import dev.bora.db.Database;
import dev.bora.db.node.Drain;
import dev.bora.db.schema.Schema;
import dev.bora.filesystem.AreaLimits;
import dev.bora.filesystem.AreaOpening;
import dev.bora.filesystem.StorageArea;
import dev.bora.filesystem.WatchTimes;
import dev.bora.site.DoorNode;
import dev.bora.site.Security;
import dev.bora.site.Site;
import dev.bora.srm.gsi.HostCredential;
import dev.bora.srm.gsi.TlsPlatform;
import dev.bora.srm.identity.GridTrust;
import dev.bora.srm.identity.GridTrustConfig;
import dev.bora.srm.identity.PeerIdentities;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.io.ByteBufferPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running HTTPS data door. */
public final class Door implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Door.class);

  private static final int BUFFER_BYTES = 256 * 1024;
  private static final int REMEMBERED_CHAINS = 10_000;
  private static final Duration CREDENTIAL_LOOK = Duration.ofMinutes(1);
  private static final Duration STOP = Duration.ofSeconds(10);

  private final Closing opened;
  private final DoorHandler handler;
  private final DoorLimits limits;
  private final Drain drain;
  private final Duration notice;
  private final AtomicBoolean closed = new AtomicBoolean();

  private Door(
      Closing opened, DoorHandler handler, DoorLimits limits, Drain drain, Duration notice) {
    this.opened = opened;
    this.handler = handler;
    this.limits = limits;
    this.drain = drain;
    this.notice = notice;
  }

  /**
   * Opens the storage areas and the port, registers, and serves.
   *
   * @param node which door of the site this is
   * @param database that the caller closes after it
   * @param version of the software, for its row
   * @param drain of this door; ended when it is closed
   * @throws IOException a port is in use, a storage area or a file cannot be used, the schema does
   *     not fit; the message says which
   * @throws GeneralSecurityException the host certificate or the JDK's TLS cannot be used
   * @throws IllegalStateException the TLS of this JVM lacks a setting; the message names it
   * @throws dev.bora.db.DatabaseUnavailableException the database does not answer
   * @throws dev.bora.db.node.UnfitNodeException the configuration does not fit that of the nodes
   *     that live; the message says what differs
   */
  public static Door start(Site site, DoorNode node, Database database, String version, Drain drain)
      throws IOException, GeneralSecurityException {
    DoorLimits limits = DoorLimits.DEFAULT.withDrain(site.draining().finish());
    return start(site, node, database, version, drain, limits);
  }

  static Door start(
      Site site, DoorNode node, Database database, String version, Drain drain, DoorLimits limits)
      throws IOException, GeneralSecurityException {
    TlsPlatform.prepare();
    Closing opened = new Closing();
    try {
      DoorHandler handler = open(opened, site, node, database, version, drain, limits);
      LOG.info("door {} serves https on {}", node.name(), node.listen());
      return new Door(opened, handler, limits, drain, site.draining().notice());
    } catch (IOException | GeneralSecurityException | RuntimeException failure) {
      opened.close();
      throw failure;
    }
  }

  private static DoorHandler open(
      Closing opened,
      Site site,
      DoorNode node,
      Database database,
      String version,
      Drain drain,
      DoorLimits limits)
      throws IOException, GeneralSecurityException {
    requireSchema(database);
    Map<String, AreaOpening<StorageArea>> areas = areas(opened, site);
    DoorServer server = opened.add(bind(opened, site.security(), node, limits));
    Database beats = opened.add(database.apart());
    DoorPresence presence =
        opened.add(
            DoorPresence.start(beats, database, site, node, version, drain, System::nanoTime));
    WriteNotes notes = opened.add(new WriteNotes(presence::life));

    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    opened.add(() -> stop(threads));
    // Again, to be closed before what its requests use.
    opened.add(server);
    ByteBufferPool buffers = new ArrayByteBufferPool(0, BUFFER_BYTES, BUFFER_BYTES);
    Grants grants = new Grants(database, areas);
    DoorHandler handler =
        new DoorHandler(
            threads,
            grants,
            new Download(buffers, BUFFER_BYTES),
            new Upload(grants, notes, buffers, BUFFER_BYTES, limits.look()),
            limits.transfers(),
            () -> presence.misfit().isPresent());
    server.start(handler);
    opened.add(
        HealthPort.start(
            node.health(),
            threads,
            new DoorHealth(presence, drain, server::trouble, areas.values())::problems));
    return handler;
  }

  private static void stop(ExecutorService threads) throws InterruptedException {
    threads.shutdownNow();
    if (!threads.awaitTermination(STOP.toSeconds(), TimeUnit.SECONDS)) {
      LOG.warn("requests hang in the file system");
    }
  }

  private static void requireSchema(Database database) throws IOException {
    try {
      switch (new Schema(database.dataSource()).fit()) {
        case FITS -> {}
        case TOO_OLD ->
            throw new IOException("the database's schema is too old: migrations are missing");
      }
    } catch (SQLException failure) {
      throw new IOException("the database does not answer: " + failure.getMessage(), failure);
    }
  }

  /** Beside each other: one that hangs must not keep the others waiting. */
  private static Map<String, AreaOpening<StorageArea>> areas(Closing opened, Site site)
      throws IOException {
    Map<String, AreaOpening<StorageArea>> areas = new TreeMap<>();
    for (dev.bora.site.StorageArea area : site.storageAreas().byName().values()) {
      areas.put(
          area.name(),
          opened.add(
              AreaOpening.start(
                  area.name(),
                  () -> StorageArea.open(area.name(), area.root(), AreaLimits.DEFAULT),
                  WatchTimes.DEFAULT)));
    }
    for (AreaOpening<StorageArea> area : areas.values()) {
      area.awaitFirst();
    }
    return areas;
  }

  private static DoorServer bind(
      Closing opened, Security security, DoorNode node, DoorLimits limits)
      throws IOException, GeneralSecurityException {
    GridTrust trust =
        opened.add(
            GridTrust.open(
                new GridTrustConfig(
                    security.certificateDirectory(),
                    security.vomsDirectory(),
                    security.trustRefresh())));
    HostCredential credential =
        HostCredential.open(
            security.hostCertificate(), security.hostKey(), CREDENTIAL_LOOK, Clock.systemUTC());
    return DoorServer.bind(
        node.listen(),
        limits.idle(),
        new PeerIdentities(trust, REMEMBERED_CHAINS, Clock.systemUTC()),
        credential);
  }

  /** How many transfers are going on. */
  public int transfers() {
    return handler.transfers();
  }

  /**
   * Says that it drains, and serves on until that is noticed; then refuses new transfers, waits for
   * those that go on, breaks what is left when the time is over, deregisters.
   */
  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    drain.end();
    try {
      boolean _ = drain.awaitNoticed(notice);
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
    if (!handler.drain(limits.drain())) {
      LOG.warn("{} transfers are broken off", handler.transfers());
    }
    opened.close();
  }
}
