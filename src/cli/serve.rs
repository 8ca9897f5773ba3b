//! `clausula serve`: decisions over gRPC.

mod flags;

use super::Session;
use super::exit::{Exit, Failure, plain};
use super::files;
use super::io::Streams;
use crate::decision_log::DecisionLog;
use crate::law::Law;
use crate::policy::store::PolicySet;
use crate::service::{self, Live, LogError, Settings, Stopped, Tls, TlsFiles, Tokens, Versions};
use flags::Flags;
use std::future;
use std::io;
use std::net::{SocketAddr, ToSocketAddrs};
use std::path::PathBuf;
use std::sync::Arc;
use tokio::net::TcpListener;

const EXAMPLES: &str = "\
Examples:
  clausula serve                                      on 127.0.0.1:50051, with the console at /
  clausula serve --listen '[::]:8443' --tls-certificate chain.pem --tls-key key.pem --tokens tokens
                                                      for other machines, too
  clausula --policies my-policies serve               with your own policies, read again when they change
  clausula serve --config clausula.toml --check-config
                                                      what a file, the variables and the flags come to
  grpcurl -plaintext 127.0.0.1:50051 list             what it serves, by reflection

Each setting is a flag, a variable CLAUSULA_... and a key of the file, in this order of precedence.
SIGHUP reads policies, certificates and tokens again; what is at fault is not used.
SIGTERM and Ctrl-C stop it: no new calls are taken, those in flight finish.";

/// What `clausula serve` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// Read settings from this file, in TOML
    #[arg(long, value_name = "FILE", env = "CLAUSULA_CONFIG", hide_env_values = true)]
    config: Option<PathBuf>,

    /// Print the settings that result, and check the files that they name, instead of serving
    #[arg(long)]
    check_config: bool,

    #[command(flatten)]
    flags: Flags,
}

impl Args {
    /// The settings as far as they can be read, and what is wrong with them.
    fn settings(&self, session: &Session<'_>) -> Result<(Settings, Vec<String>), Failure> {
        let file = self.config.as_deref().filter(|path| !path.as_os_str().is_empty()).map(files::read).transpose()?;
        let file = file.map(|(name, bytes)| (name, String::from_utf8(bytes)));
        let file = match &file {
            None => None,
            Some((name, Ok(text))) => Some((name.as_str(), text.as_str())),
            Some((name, Err(_))) => return Err(Failure::told(format!("`{name}` is not UTF-8"))),
        };
        let policies = session.policies.as_ref().map(|path| path.display().to_string());
        let flag = |key: &str| if key == "policies" { policies.clone() } else { self.flags.get(key) };
        let (settings, error) = Settings::as_far_as_read(file, |name| std::env::var(name).ok(), flag);
        let names = std::env::vars_os().filter_map(|(name, _)| name.into_string().ok());
        let mut problems: Vec<String> = Some(error.to_string()).filter(|_| !error.is_empty()).into_iter().collect();
        problems.extend(Settings::unknown_variables(names));
        if let Some(first) = problems.first_mut() {
            first.insert_str(0, "the settings are at fault\n\n");
        }
        Ok((settings, problems))
    }
}

pub(crate) fn run(args: &Args, session: &mut Session<'_>) -> Result<Exit, Failure> {
    let (settings, problems) = args.settings(session)?;
    session.policies.clone_from(&settings.policies);
    let live = checked(&settings, problems, session)?;
    if args.check_config {
        session.streams.print(&settings.to_toml())?;
        return Ok(Exit::Fine);
    }
    // One process, one log: whoever started it before keeps it.
    let _log = match service::start_log(&settings.log, io::stderr()) {
        Ok(guard) => Some(guard),
        Err(LogError::Started(_)) => None,
        Err(error) => return Err(Failure::told(error.to_string())),
    };
    let live = Live { versions: versions(&settings, &live)?, ..live };
    // Connections are served by threads of their own; this one accepts them, reads files again and stops.
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build();
    let runtime = runtime.map_err(|error| Failure::told(format!("cannot start: {}", plain(&error))))?;
    runtime.block_on(serve(settings, live, session.streams))
}

/// Everything that the settings name, or all that is wrong with it and with the settings themselves.
fn checked(settings: &Settings, mut problems: Vec<String>, session: &mut Session<'_>) -> Result<Live, Failure> {
    let mut found = |problem: Failure| problems.push(problem.to_string());
    let _ = beyond_loopback(settings).map_err(&mut found);
    let _ = settings.service.observe.check().map_err(|error| found(Failure::told(error.to_string())));
    own_ports(settings).into_iter().for_each(&mut found);
    let tls = tls(settings).map_err(&mut found).ok().flatten();
    let tokens = tokens(settings).map_err(&mut found).ok().flatten();
    let policies = session.policies().map_err(&mut found).ok();
    could_log(settings, policies.as_ref()).into_iter().for_each(&mut found);
    match policies {
        Some(policies) if problems.is_empty() => Ok(Live { tls, tokens, ..service::snapshot(policies).into() }),
        _ => Err(Failure::told(problems.join("\n\n"))),
    }
}

/// Whoever can reach more than the machine itself is served in the clear only when that is asked for.
fn beyond_loopback(settings: &Settings) -> Result<(), Failure> {
    if settings.plaintext || settings.tls_certificate.is_some() {
        return Ok(());
    }
    let listen = &settings.listen;
    // What cannot be resolved cannot be listened on, and is told then.
    let beyond = listen.to_socket_addrs().is_ok_and(|mut all| all.any(|address| !address.ip().is_loopback()));
    if !beyond {
        return Ok(());
    }
    Err(Failure::told(format!(
        "`{listen}` can be reached from other machines, and there is no TLS: give --tls-certificate and --tls-key, or \
         --plaintext where something else encrypts"
    )))
}

/// What listens on the port of something else.
fn own_ports(settings: &Settings) -> Vec<Failure> {
    let observe = &settings.service.observe;
    let listen = settings.listen.to_socket_addrs().ok().and_then(|mut addresses| addresses.next());
    let wanted = [
        ("--listen", listen),
        ("--metrics-listen", observe.metrics_listen),
        ("--readiness-listen", observe.readiness_listen),
    ];
    let mut problems = Vec::new();
    for (place, (flag, address)) in wanted.iter().enumerate() {
        let same = |(_, other): &&(&str, Option<SocketAddr>)| other.is_some() && other == address;
        if let (Some(address), Some((other, _))) = (address, wanted.iter().take(place).find(same))
            && address.port() != 0
        {
            let problem = format!("`{other}` and `{flag}` both name `{address}`: give each its own");
            problems.push(Failure::told(problem));
        }
    }
    problems
}

/// The certificates, with TLS.
fn tls(settings: &Settings) -> Result<Option<Arc<Tls>>, Failure> {
    let (Some(certificate), Some(key)) = (settings.tls_certificate.clone(), settings.tls_key.clone()) else {
        return Ok(None);
    };
    let files = TlsFiles { certificate, key, client_ca: settings.tls_client_ca.clone() };
    Tls::load(files).map(|tls| Some(Arc::new(tls))).map_err(|error| Failure::told(error.to_string()))
}

/// The tokens, where calls need one.
fn tokens(settings: &Settings) -> Result<Option<Arc<Tokens>>, Failure> {
    let tokens = settings.tokens.as_ref().map(Tokens::load).transpose();
    tokens.map(|tokens| tokens.map(Arc::new)).map_err(|error| Failure::told(error.to_string()))
}

/// Why decisions could not be logged, or the policies not be served, as far as that can be told without writing anything.
fn could_log(settings: &Settings, policies: Option<&PolicySet>) -> Vec<Failure> {
    if settings.decision_log.directory.is_none() {
        return Vec::new();
    }
    let served = match DecisionLog::check(&settings.decision_log) {
        Ok(served) => served,
        Err(problems) => return problems.iter().map(|problem| Failure::told(problem.to_string())).collect(),
    };
    let versions = Versions::served_before(served, settings.allow_rewrite);
    let refused = policies.and_then(|policies| versions.serve(policies).err());
    refused.map(|refused| Failure::told(refused.to_string())).into_iter().collect()
}

/// The log line of a start: who serves what, and how.
fn started(address: &str, live: &Live) {
    let policies = live.policies.load();
    let digests: Vec<String> = policies.iter().map(|p| format!("{} {} {}", p.id, p.version, p.digest)).collect();
    let law = Law::built_in().jurisdictions().iter().map(|law| format!("{} {}", law.id.name(), law.digest));
    tracing::info!(
        target: "clausula::service",
        engine = env!("CARGO_PKG_VERSION"),
        build = service::build_digest(),
        address,
        policies = digests.len(),
        // Many are told by `PolicyService.ListPolicies`.
        digests = digests.iter().take(MOST_TOLD).cloned().collect::<Vec<_>>().join(", "),
        law = law.collect::<Vec<_>>().join(", "),
        tls = live.tls.is_some(),
        tokens = live.tokens.as_ref().map(|tokens| tokens.count()),
        decision_log = live.versions.log().is_some(),
        "started"
    );
}

/// How many versions the log line of a start names.
const MOST_TOLD: usize = 20;

/// The decision log, and which bytes each version was served with.
fn versions(settings: &Settings, live: &Live) -> Result<Versions, Failure> {
    let policies = live.policies.load();
    let wanted = settings.decision_log.directory.is_some();
    let log = wanted.then(|| DecisionLog::open(&settings.decision_log, &policies, Law::built_in())).transpose();
    let log = log.map_err(|error| Failure::told(error.to_string()))?;
    let versions = Versions::new(log.clone(), settings.allow_rewrite);
    let versions = versions.map_err(|error| Failure::told(error.to_string()))?;
    let rewritten = versions.serve(&policies).map_err(|error| Failure::told(error.to_string()))?;
    if let Some(log) = log.filter(|_| !rewritten.is_empty()) {
        log.reloaded("replaced", &policies, &rewritten);
    }
    Ok(versions)
}

async fn serve(settings: Settings, live: Live, streams: &mut Streams) -> Result<Exit, Failure> {
    let Settings { listen, policies: directory, watch, watch_rest, service, .. } = settings;
    let cannot = |error: io::Error| Failure::told(format!("cannot listen on `{listen}`: {}", plain(&error)));
    // Signals are heard before anybody learns that it serves: one that comes right then is not lost.
    let mut stop = Box::pin(service::stop_signal());
    let keeping = service::keep(live.clone(), directory, watch.then_some(watch_rest), |_| {});
    tokio::select! {
        biased;
        () = &mut stop => return Ok(Exit::Fine),
        () = future::ready(()) => {}
    }
    let listener = TcpListener::bind(&listen).await.map_err(cannot)?;
    let address = listener.local_addr().map_err(cannot)?;
    started(&address.to_string(), &live);
    let count = live.policies.load().iter().count();
    let console = service.http.has_console(address);
    let serving = service::run(listener, stop, service, live.clone());
    streams.print(&format!("serving {count} policies on {address}"))?;
    if console {
        let scheme = if live.tls.is_some() { "https" } else { "http" };
        // Whoever waits for the first line may be gone after it: that is no reason to stop.
        let _ = streams.print(&format!("the console is at {scheme}://{address}/"));
    }
    tokio::pin!(serving, keeping);
    let stopped = loop {
        tokio::select! {
            stopped = &mut serving => break stopped,
            () = &mut keeping => {}
        }
    };
    match stopped.map_err(|error| Failure::told(error.to_string()))? {
        Stopped::Clean => Ok(Exit::Fine),
        Stopped::Cut => Err(Failure::told("some calls did not finish in time and were cut")),
    }
}
