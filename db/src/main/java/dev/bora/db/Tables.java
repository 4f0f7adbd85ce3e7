// SPDX-License-Identifier: Apache-2.0
package dev.bora.db;

import dev.bora.db.table.AdoptionMapper;
import dev.bora.db.table.AreaStateMapper;
import dev.bora.db.table.ChecksumMapper;
import dev.bora.db.table.ClusterMapper;
import dev.bora.db.table.ConnectionMapper;
import dev.bora.db.table.DeadlineMapper;
import dev.bora.db.table.DoorWriteMapper;
import dev.bora.db.table.FileMapper;
import dev.bora.db.table.HaltMapper;
import dev.bora.db.table.HousekeepingMapper;
import dev.bora.db.table.IncarnationMapper;
import dev.bora.db.table.LeaseMapper;
import dev.bora.db.table.PathLockMapper;
import dev.bora.db.table.PauseMapper;
import dev.bora.db.table.PinMapper;
import dev.bora.db.table.QueueMapper;
import dev.bora.db.table.RequestMapper;
import dev.bora.db.table.SiteConfigMapper;
import dev.bora.db.table.TallyMapper;
import dev.bora.db.table.WishMapper;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.apache.ibatis.executor.BatchResult;
import org.apache.ibatis.session.SqlSession;

/** The mappers of all tables, inside one transaction. */
public final class Tables {
  /** Every mapper there is. */
  static final List<Class<?>> MAPPERS =
      List.of(
          IncarnationMapper.class,
          SiteConfigMapper.class,
          WishMapper.class,
          PauseMapper.class,
          HaltMapper.class,
          HousekeepingMapper.class,
          ClusterMapper.class,
          LeaseMapper.class,
          RequestMapper.class,
          FileMapper.class,
          QueueMapper.class,
          PathLockMapper.class,
          PinMapper.class,
          DeadlineMapper.class,
          DoorWriteMapper.class,
          ChecksumMapper.class,
          AdoptionMapper.class,
          AreaStateMapper.class,
          TallyMapper.class,
          ConnectionMapper.class);

  private final SqlSession session;
  private final PacketExecutor executor;
  private final Tally tally = new Tally();

  Tables(SqlSession session, PacketExecutor executor) {
    this.session = session;
    this.executor = executor;
  }

  /**
   * Statements whose answers are not asked for: they are sent with the next one whose answer is, or
   * before the commit, and take no round trip of their own. They are run in this order.
   *
   * @param statements of mappers; what these return says nothing
   */
  public void later(Runnable statements) {
    later(statements, _ -> {});
  }

  /**
   * The same for one statement.
   *
   * @param rows is told, once it was run, how many rows it has changed, or whether it has found any
   *     (1, 0); what it throws ends the transaction
   */
  public void later(Runnable statement, IntConsumer rows) {
    executor.defer(statement, rows);
  }

  /**
   * The same for a query.
   *
   * @param query of a mapper; what it returns says nothing
   * @return what it has found; who asks for that has it sent, if it was not yet
   */
  public <E> Soon<E> soon(Supplier<List<E>> query) {
    return soon(query, _ -> {});
  }

  /**
   * The same.
   *
   * @param check is told what was found; what it throws ends the transaction
   */
  public <E> Soon<E> soon(Supplier<List<E>> query, Consumer<List<E>> check) {
    Soon<E> soon = new Soon<>(this::send);
    executor.deferQuery(
        () -> {
          List<E> _ = query.get();
        },
        rows -> {
          soon.tell(rows);
          check.accept(soon.get());
        });
    return soon;
  }

  /** Nodes and their epochs. */
  public IncarnationMapper incarnations() {
    return session.getMapper(IncarnationMapper.class);
  }

  /** Configurations that nodes have registered with. */
  public SiteConfigMapper siteConfigs() {
    return session.getMapper(SiteConfigMapper.class);
  }

  /** Whether all are to do nothing. */
  public HaltMapper halts() {
    return session.getMapper(HaltMapper.class);
  }

  /** What operators let wait. */
  public PauseMapper pauses() {
    return session.getMapper(PauseMapper.class);
  }

  /** What operators want of nodes. */
  public WishMapper wishes() {
    return session.getMapper(WishMapper.class);
  }

  /** What became of nodes that are not there any more. */
  public HousekeepingMapper housekeeping() {
    return session.getMapper(HousekeepingMapper.class);
  }

  /** What administrators see. */
  public ClusterMapper cluster() {
    return session.getMapper(ClusterMapper.class);
  }

  /** Jobs that one backend does for all. */
  public LeaseMapper leases() {
    return session.getMapper(LeaseMapper.class);
  }

  /** Requests. */
  public RequestMapper requests() {
    return session.getMapper(RequestMapper.class);
  }

  /** Files of requests. */
  public FileMapper files() {
    return session.getMapper(FileMapper.class);
  }

  /** What waits and what is in somebody's hands. */
  public QueueMapper queue() {
    return session.getMapper(QueueMapper.class);
  }

  /** One writer per path. */
  public PathLockMapper pathLocks() {
    return session.getMapper(PathLockMapper.class);
  }

  /** Read TURLs that are out. */
  public PinMapper pins() {
    return session.getMapper(PinMapper.class);
  }

  /** When to look again. */
  public DeadlineMapper deadlines() {
    return session.getMapper(DeadlineMapper.class);
  }

  /** Uploads that doors are writing. */
  public DoorWriteMapper doorWrites() {
    return session.getMapper(DoorWriteMapper.class);
  }

  /** How many files there are. */
  public TallyMapper tallies() {
    return session.getMapper(TallyMapper.class);
  }

  /** What this transaction changes about that. */
  public Tally tally() {
    return tally;
  }

  /** Sends what was to be sent later, now. */
  public void send() {
    List<BatchResult> _ = session.flushStatements();
  }

  /** Writes what is to be written last: whoever waits for a lock here waits for a commit. */
  void end() {
    tally.write((rows, slot) -> executor.deferLast(() -> tallies().add(rows, slot)));
    send();
  }

  /** What adopters took from whom. */
  public AdoptionMapper adoptions() {
    return session.getMapper(AdoptionMapper.class);
  }

  /** Published files that need a checksum. */
  public ChecksumMapper checksums() {
    return session.getMapper(ChecksumMapper.class);
  }

  /** The server's connections. */
  public ConnectionMapper connections() {
    return session.getMapper(ConnectionMapper.class);
  }

  /** Storage areas as backends find them. */
  public AreaStateMapper areaStates() {
    return session.getMapper(AreaStateMapper.class);
  }
}
