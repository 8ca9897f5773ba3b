//! A live service on a port of its own, for as long as the process lives.

use crate::frames;
use clausula::policy::store::PolicySet;
use clausula::service::{ServiceConfig, run, snapshot};
use std::net::SocketAddr;
use std::sync::LazyLock;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::Runtime;
use tokio::signal::unix::{SignalKind, signal};
use tokio::time::timeout;

static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| Runtime::new().unwrap_or_else(|error| panic!("{error}")));

static ADDRESS: LazyLock<SocketAddr> = LazyLock::new(|| {
    RUNTIME.block_on(async {
        // A program of Rust ignores the signal of a write to a closed connection; one with libFuzzer's `main` dies of it.
        let _ = signal(SignalKind::pipe()).unwrap_or_else(|error| panic!("{error}"));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap_or_else(|error| panic!("{error}"));
        let address = listener.local_addr().unwrap_or_else(|error| panic!("{error}"));
        let policies = snapshot(PolicySet::built_in().unwrap_or_else(|report| panic!("{report}")));
        tokio::spawn(run(listener, std::future::pending(), ServiceConfig::default(), policies));
        address
    })
});

/// How long a client waits for what the service has to say to odd bytes.
const PATIENCE: Duration = Duration::from_millis(5);

/// After any bytes on a connection, a well-formed call on another is answered.
pub fn survives(bytes: &[u8]) {
    let address = *ADDRESS;
    RUNTIME.block_on(async {
        let _ = timeout(PATIENCE * 10, send(address, bytes)).await;
        let mut good = Vec::new();
        frames::greeting(&mut good);
        frames::call(&mut good, 1, "/grpc.health.v1.Health/Check", false);
        frames::frame(&mut good, 0, 1, 1, &[0, 0, 0, 0, 0]);
        let answer = timeout(Duration::from_secs(10), answered(address, &good)).await;
        assert_eq!(answer.ok(), Some(true), "the service does not answer any more");
    });
}

async fn send(address: SocketAddr, bytes: &[u8]) -> std::io::Result<()> {
    let mut stream = TcpStream::connect(address).await?;
    stream.write_all(bytes).await?;
    let mut buffer = vec![0; 4_096];
    while let Ok(read) = timeout(PATIENCE, stream.read(&mut buffer)).await {
        if read? == 0 {
            break;
        }
    }
    Ok(())
}

/// Whether a call comes back with a message: a frame of data on its stream.
async fn answered(address: SocketAddr, bytes: &[u8]) -> bool {
    let Ok(mut stream) = TcpStream::connect(address).await else { return false };
    if stream.write_all(bytes).await.is_err() {
        return false;
    }
    loop {
        let mut head = [0; 9];
        if stream.read_exact(&mut head).await.is_err() {
            return false;
        }
        let [a, b, c, kind, ..] = head;
        let mut payload = vec![0; usize::try_from(u32::from_be_bytes([0, a, b, c])).unwrap_or_default()];
        if stream.read_exact(&mut payload).await.is_err() {
            return false;
        }
        if kind == 0 {
            return true;
        }
    }
}
