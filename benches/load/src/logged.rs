//! What the decision log costs: `clausula serve` with it, to itself without, in interleaved rounds.

use std::process::Command;
use std::{env, fs};

use crate::client::Streaming;
use crate::measure::{ROUND, call, row, stream};
use crate::requests::wire::Detail;
use crate::requests::{request, several, unary};
use crate::server::Server;

/// Connections, and calls in flight on each.
const SHAPES: [(usize, usize); 3] = [(1, 1), (4, 8), (4, 32)];

/// The log as it is by default, and with answers that wait for the disk.
const WAYS: [(&str, &[&str]); 2] = [("written", &[]), ("on the disk", &["--decision-log-sync", "0"])];

/// Prints the ratios.
pub fn logged(binary: &str, rounds: usize) {
    println!("{rounds} interleaved rounds of {ROUND:?}; with the log to without: the middle round (least–most)");
    println!("| | to | rate | p50 | p99 | processor time of the server |");
    println!("|---|---|--:|--:|--:|--:|");
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    let plain = Server::start(Command::new(binary).args(["serve", "--listen", "127.0.0.1:0"]));
    for (way, flags) in WAYS {
        let directory = env::temp_dir().join(format!("clausula-logged-{}", std::process::id()));
        let mut command = Command::new(binary);
        command.args(["serve", "--listen", "127.0.0.1:0", "--decision-log-segments", "2", "--decision-log"]);
        let log = Server::start(command.arg(&directory).args(flags));
        for detail in [Detail::Full, Detail::Amounts] {
            let asked = unary(&request(detail));
            for shape in SHAPES {
                let mut measured = Vec::new();
                for _ in 0..rounds {
                    let with = runtime.block_on(call(&log, &asked, shape));
                    measured.push((with, runtime.block_on(call(&plain, &asked, shape))));
                }
                let name = format!("{way}, {}, calls, {} × {}", detail.as_str_name(), shape.0, shape.1);
                row(&name, "without", &measured);
            }
            let asked = several(&request(detail), 100);
            let how = Streaming { connections: 4, window: 4, messages: 250 };
            let mut measured = Vec::new();
            for _ in 0..rounds {
                let with = runtime.block_on(stream(&log, &asked, how, 100));
                measured.push((with, runtime.block_on(stream(&plain, &asked, how, 100))));
            }
            row(&format!("{way}, {}, streams, 100 in a message", detail.as_str_name()), "without", &measured);
        }
        drop(log);
        let _ = fs::remove_dir_all(&directory);
    }
}
