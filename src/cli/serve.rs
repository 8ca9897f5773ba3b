//! `clausula serve`: decisions over gRPC.

use super::Session;
use super::exit::{Exit, Failure, plain};
use super::io::Streams;
use crate::policy::store::PolicySet;
use crate::service::{self, ServiceConfig, Snapshot, Stopped};
use std::future;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
#[cfg(unix)]
use tokio::signal::unix;
use tokio::task;

const EXAMPLES: &str = "\
Examples:
  clausula serve                                      on 127.0.0.1:50051
  clausula serve --listen '[::]:8080'                 for other machines, too
  clausula --policies my-policies serve               with your own policies; SIGHUP reads them again
  grpcurl -plaintext 127.0.0.1:50051 list             what it serves, by reflection

SIGTERM and Ctrl-C stop it: no new calls are taken, those in flight finish.";

/// What `clausula serve` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The address and port to listen on; port 0 for any that is free
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:50051")]
    listen: String,

    /// Connections open at once; others wait
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    connections: Option<u32>,

    /// Calls worked on at once; others wait or are shed [default: 64 for each core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    calls: Option<u32>,

    /// Seconds that a call may take
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    call_timeout: Option<Duration>,

    /// Seconds that calls in flight may take to finish after a stop
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    drain: Option<Duration>,

    /// Seconds between telling health watchers of a stop and closing the door
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    notice: Option<Duration>,
}

/// The longest that any of the times may be: a day.
const MOST_SECONDS: f64 = 86_400.0;

fn seconds(text: &str) -> Result<Duration, String> {
    let wrong = || format!("write a number of seconds up to {MOST_SECONDS}, as in 2 or 0.5");
    let seconds: f64 = text.parse().map_err(|_| wrong())?;
    let in_range = (0.0..=MOST_SECONDS).contains(&seconds);
    in_range.then_some(seconds).and_then(|seconds| Duration::try_from_secs_f64(seconds).ok()).ok_or_else(wrong)
}

impl Args {
    fn config(&self) -> ServiceConfig {
        let default = ServiceConfig::default();
        let count = |given: Option<u32>, default| given.and_then(|n| usize::try_from(n).ok()).unwrap_or(default);
        ServiceConfig {
            connections: count(self.connections, default.connections),
            calls: count(self.calls, default.calls),
            call_timeout: self.call_timeout.unwrap_or(default.call_timeout),
            drain_deadline: self.drain.unwrap_or(default.drain_deadline),
            shutdown_notice: self.notice.unwrap_or(default.shutdown_notice),
            ..default
        }
    }
}

pub(crate) fn run(args: &Args, session: &mut Session<'_>) -> Result<Exit, Failure> {
    let policies = session.policies()?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let runtime = runtime.map_err(|error| Failure::Input(format!("cannot start: {}", plain(&error))))?;
    runtime.block_on(serve(args, policies, session.policies.clone(), session.streams))
}

async fn serve(
    args: &Args,
    policies: PolicySet,
    directory: Option<PathBuf>,
    streams: &mut Streams,
) -> Result<Exit, Failure> {
    let cannot = |error: io::Error| Failure::Input(format!("cannot listen on `{}`: {}", args.listen, plain(&error)));
    // Signals are heard before anybody learns that it serves: one that comes right then is not lost.
    let mut stop = Box::pin(service::stop_signal());
    let mut hangups = Hangups::heard(directory.is_some());
    tokio::select! {
        biased;
        () = &mut stop => return Ok(Exit::Fine),
        () = future::ready(()) => {}
    }
    let listener = TcpListener::bind(&args.listen).await.map_err(cannot)?;
    let address = listener.local_addr().map_err(cannot)?;
    let count = policies.iter().count();
    let snapshot = service::snapshot(policies);
    let serving = service::run(listener, stop, args.config(), Arc::clone(&snapshot));
    streams.print(&format!("serving {count} policies on {address}"))?;
    tokio::pin!(serving);
    let stopped = loop {
        tokio::select! {
            stopped = &mut serving => break stopped,
            () = hangups.next() => streams.tell(&reload(directory.clone().unwrap_or_default(), &snapshot).await),
        }
    };
    match stopped.map_err(|error| Failure::Input(error.to_string()))? {
        Stopped::Clean => Ok(Exit::Fine),
        Stopped::Cut => Err(Failure::Input("some calls did not finish in time and were cut".to_owned())),
    }
}

/// Reads the directory again, and says what came of it. Faulty files change nothing: the last good ones stay.
async fn reload(directory: PathBuf, snapshot: &Snapshot) -> String {
    let name = directory.display().to_string();
    let loaded = task::spawn_blocking(move || PolicySet::from_dir(directory)).await;
    match loaded {
        Ok(Ok(policies)) => {
            let count = policies.iter().count();
            snapshot.store(Arc::new(policies));
            format!("serving {count} policies, read again from `{name}`")
        }
        Ok(Err(error)) => format!("{error}\n\nerror: the policies stay as they were: `{name}` cannot be loaded"),
        Err(_) => format!("error: the policies stay as they were: loading `{name}` failed"),
    }
}

/// The requests to read the policies again.
struct Hangups {
    #[cfg(unix)]
    signal: Option<unix::Signal>,
}

impl Hangups {
    #[cfg(unix)]
    fn heard(wanted: bool) -> Hangups {
        Hangups { signal: wanted.then(|| unix::signal(unix::SignalKind::hangup()).ok()).flatten() }
    }

    #[cfg(not(unix))]
    fn heard(_: bool) -> Hangups {
        Hangups {}
    }

    /// Done at the next one, if they are heard.
    async fn next(&mut self) {
        #[cfg(unix)]
        if let Some(signal) = &mut self.signal
            && signal.recv().await.is_some()
        {
            return;
        }
        future::pending().await
    }
}
