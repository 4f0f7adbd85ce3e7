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
  private final Tally tally = new Tally();

  Tables(SqlSession session) {
    this.session = session;
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

  /** Writes what is to be written last. */
  void end() {
    tally.write(tallies());
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
