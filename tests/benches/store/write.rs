//! Commands per second, warm and cold, beside pgbench and beside plain postgres-es.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, Instant};

use cqrs_es::CqrsFramework;
use replay::command::Commands;
use replay::head::Head;
use replay::sequencer::Sequencer;
use replay::store::{NewStream, StoreKind, WriteSide, bulk_append};
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{ConnectOptions, Executor};
use tests::measure::{Pgbench, Rounds, line, title};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use crate::insert::pgbench_inserting_into;
use crate::meter::{Meter, Read, metadata, recorded};

const ROUNDS: usize = 3;
const ROUND: Duration = Duration::from_millis(1_000);
/// Streams each task writes to in turn, all remembered.
const WARM_STREAMS: i64 = 16;
const COLD_STREAMS: i64 = 60_000;

/// The same seven columns and two unique indexes, without what makes the table safe.
const BARE_TABLE: &str = r#"
CREATE TABLE bare_events (
    aggregate_type text COLLATE "C" NOT NULL, aggregate_id text COLLATE "C" NOT NULL, sequence bigint NOT NULL,
    event_type text NOT NULL, event_version text NOT NULL, payload json NOT NULL, metadata json NOT NULL,
    global_position bigint GENERATED ALWAYS AS IDENTITY UNIQUE, PRIMARY KEY (aggregate_type, aggregate_id, sequence))"#;

struct Bench {
    app: PgConnectOptions,
    warm: Commands<Meter>,
    write_side: WriteSide,
    same_table: Pgbench,
    bare_table: Pgbench,
    next_cold: Arc<AtomicI64>,
    figures: BTreeMap<(&'static str, usize), Rounds>,
}

pub(crate) async fn report(app: &PgConnectOptions, owner: &PgConnectOptions) -> anyhow::Result<()> {
    owner.connect().await?.execute(BARE_TABLE).await?;
    let write_side = WriteSide::open(StoreKind::GroupCommit, app, 10);
    let mut bench = Bench {
        app: app.clone(),
        warm: Commands::new(&write_side),
        write_side,
        same_table: pgbench_inserting_into("events", app)?,
        bare_table: pgbench_inserting_into("bare_events", app)?,
        next_cold: Arc::new(AtomicI64::new(0)),
        figures: BTreeMap::new(),
    };
    bench.seed_cold_streams().await?;
    for _ in 0..ROUNDS {
        bench.round().await?;
    }
    bench.print();
    Ok(())
}

impl Bench {
    async fn seed_cold_streams(&self) -> anyhow::Result<()> {
        let mut connection = self.app.connect().await?;
        for first in (0..COLD_STREAMS).step_by(10_000) {
            let stream = |id| NewStream::new::<Meter>(format!("cold-{id}"), &[recorded(id)], &metadata());
            let streams = (first..first + 10_000).map(stream).collect::<Result<_, _>>()?;
            bulk_append(&mut connection, streams).await?;
        }
        owner_analyze(&mut connection).await
    }

    async fn round(&mut self) -> anyhow::Result<()> {
        for tasks in [1, 8, 32, 128] {
            let bare = self.bare_table.run(tasks, ROUND.as_secs())?;
            self.note("bare", tasks, bare);
            let same = self.same_table.run(tasks, ROUND.as_secs())?;
            self.note("pgbench", tasks, same);
            let warm = self.warm(tasks).await?;
            self.note("warm", tasks, warm);
            if tasks <= 8 {
                let cold = self.cold(tasks).await?;
                self.note("cold", tasks, cold);
            }
            if tasks <= 32 {
                let library = self.library(tasks).await?;
                self.note("library", tasks, library);
            }
        }
        let sequenced = self.warm_while_sequencing(32).await?;
        self.note("sequenced", 32, sequenced);
        Ok(())
    }

    fn note(&mut self, what: &'static str, tasks: usize, figure: f64) {
        self.figures.entry((what, tasks)).or_default().add(figure);
    }

    async fn warm(&self, tasks: usize) -> anyhow::Result<f64> {
        let commands = self.warm.clone();
        per_second(tasks, move |task, turn| {
            let commands = commands.clone();
            async move {
                let id = format!("warm-{task}-{}", turn % WARM_STREAMS);
                commands.execute(&id, Read(turn), metadata()).await.map(drop).map_err(Into::into)
            }
        })
        .await
    }

    async fn cold(&self, tasks: usize) -> anyhow::Result<f64> {
        // Nothing is remembered: a new process has just started.
        let commands: Commands<Meter> = Commands::new(&self.write_side);
        let next = self.next_cold.clone();
        per_second(tasks, move |_, turn| {
            let commands = commands.clone();
            let id = format!("cold-{}", next.fetch_add(1, Ordering::Relaxed) % COLD_STREAMS);
            async move { commands.execute(&id, Read(turn), metadata()).await.map(drop).map_err(Into::into) }
        })
        .await
    }

    /// postgres-es as its documentation sets it up.
    async fn library(&self, tasks: usize) -> anyhow::Result<f64> {
        let connections = u32::try_from(tasks)?.max(10);
        let pool = PgPoolOptions::new().max_connections(connections).connect_with(self.app.clone()).await?;
        let framework: Arc<CqrsFramework<Meter, _>> = Arc::new(postgres_es::postgres_cqrs(pool, Vec::new(), ()));
        let run = uuid::Uuid::new_v4();
        per_second(tasks, move |task, turn| {
            let framework = framework.clone();
            async move {
                // Short streams: the library reads the whole stream for each command.
                let id = format!("library-{run}-{task}-{}", turn / 4);
                framework.execute_with_metadata(&id, Read(turn), metadata()).await.map_err(Into::into)
            }
        })
        .await
    }

    async fn warm_while_sequencing(&self, tasks: usize) -> anyhow::Result<f64> {
        let (stop, head) = (CancellationToken::new(), Head::default());
        let sequencer = Sequencer::new(&self.app, self.write_side.appended(), head);
        sequencer.drain_once().await?;
        let sequencing = tokio::spawn(sequencer.run(stop.clone()));
        let figure = self.warm(tasks).await?;
        stop.cancel();
        sequencing.await?;
        Ok(figure)
    }

    fn median(&self, what: &'static str, tasks: usize) -> f64 {
        self.figures.get(&(what, tasks)).map_or(f64::NAN, Rounds::median)
    }

    fn print(&self) {
        let best = [1, 8, 32, 128].map(|tasks| self.median("pgbench", tasks)).into_iter().fold(0.0, f64::max);
        let best_bare = [1, 8, 32, 128].map(|tasks| self.median("bare", tasks)).into_iter().fold(0.0, f64::max);
        title("P1: commands, recent state in memory; limit: pgbench inserting the same row into the same table");
        for (tasks, goal) in [(1, 0.80), (8, 0.95), (32, 1.6)] {
            line(format_args!("{tasks} tasks"), self.median("warm", tasks), self.median("pgbench", tasks), Some(goal));
        }
        line("128 tasks, to pgbench's best", self.median("warm", 128), best, Some(2.5));
        line("32 tasks, to plain postgres-es", self.median("warm", 32), self.median("library", 32), Some(6.0));
        line("32 tasks while the log is sequenced", self.median("sequenced", 32), self.median("pgbench", 32), None);
        title("  the same to pgbench on a bare table (no triggers, no queue, no generated columns)");
        for tasks in [1, 8, 32] {
            line(format_args!("{tasks} tasks"), self.median("warm", tasks), self.median("bare", tasks), None);
        }
        line("128 tasks, to pgbench's best", self.median("warm", 128), best_bare, None);
        title("P2: commands on streams that nobody remembers; limit: pgbench's insert");
        for (tasks, goal) in [(1, 0.6), (8, 0.7)] {
            line(format_args!("{tasks} tasks"), self.median("cold", tasks), self.median("pgbench", tasks), Some(goal));
        }
        title("  plain postgres-es; limit: pgbench's insert");
        for tasks in [1, 8, 32] {
            line(format_args!("{tasks} tasks"), self.median("library", tasks), self.median("pgbench", tasks), None);
        }
    }
}

async fn owner_analyze(connection: &mut sqlx::PgConnection) -> anyhow::Result<()> {
    connection.execute("CHECKPOINT").await.ok();
    Ok(())
}

/// Runs `work` in so many tasks for one round; answers how often it was done per second.
async fn per_second<F, W>(tasks: usize, work: F) -> anyhow::Result<f64>
where
    F: Fn(usize, i64) -> W + Clone + Send + 'static,
    W: Future<Output = anyhow::Result<()>> + Send,
{
    let started = Instant::now();
    let mut running = JoinSet::new();
    for task in 0..tasks {
        let work = work.clone();
        running.spawn(async move {
            let mut turn = 0;
            while started.elapsed() < ROUND {
                work(task, turn).await?;
                turn += 1;
            }
            anyhow::Ok(turn)
        });
    }
    let done = running.join_all().await.into_iter().sum::<anyhow::Result<i64>>()?;
    Ok(done as f64 / started.elapsed().as_secs_f64())
}
