//! `clausula serve` over gRPC on loopback, beside services that decide nothing.
//!
//! Both run as processes of their own with the same settings, and the client is the same: it sends prepared bytes and
//! leaves answers unread. Rounds are interleaved. Only ratios mean anything.
//!
//! ```sh
//! cargo build --release
//! cargo run --release --manifest-path benches/load/Cargo.toml -- target/release/clausula
//! cargo run --release --manifest-path benches/load/Cargo.toml -- footprint target/release/clausula
//! cargo run --release --manifest-path benches/load/Cargo.toml -- logged target/release/clausula
//! ```

mod client;
mod echo;
mod footprint;
mod logged;
mod measure;
mod requests;
mod server;

use std::path::Path;
use std::process::Command;
use std::{env, fs, thread};

use measure::{Pair, measure};
use prost::Message;
use requests::wire::Detail;
use server::Server;

fn main() {
    let arguments: Vec<String> = env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["echo", answer] => echo::serve(&fs::read(answer).expect("an answer")),
        ["sample", directory, address] => sample(Path::new(directory), address),
        ["footprint", binary] => footprint::footprint(binary),
        ["logged", binary] => logged::logged(binary, 9),
        ["logged", binary, rounds] => logged::logged(binary, rounds.parse().expect("a number of rounds")),
        [binary] => load(binary, 9),
        [binary, rounds] => load(binary, rounds.parse().expect("a number of rounds")),
        _ => {
            eprintln!("usage: clausula-load [footprint|logged] CLAUSULA_BINARY [ROUNDS]");
            std::process::exit(2);
        }
    }
}

fn load(binary: &str, rounds: usize) {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    println!("{cores} cores, {rounds} interleaved rounds; ratios: the middle round (least–most)");
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    for detail in [Detail::Full, Detail::Amounts] {
        let clausula = Server::start(Command::new(binary).args(["serve", "--listen", "127.0.0.1:0"]));
        let request = requests::request(detail);
        let answer = runtime.block_on(client::ask(&clausula.address, &requests::unary(&request)));
        requests::check(&answer);
        let file = env::temp_dir().join(format!("clausula-answer-{}.bin", std::process::id()));
        fs::write(&file, &answer).expect("it is written");
        let this = env::current_exe().expect("this program");
        let echo = Server::start(Command::new(this).arg("echo").arg(&file));
        fs::remove_file(&file).expect("it is removed");
        println!("\n{}: {} bytes asked, {} answered\n", detail.as_str_name(), request.encoded_len(), answer.len());
        let pair = Pair { clausula: &clausula, echo: &echo, request: &request };
        runtime.block_on(measure(&pair, rounds));
    }
}

/// Writes what other clients need to ask the same: a request, and what an echo answers.
fn sample(directory: &Path, address: &str) {
    let request = requests::request(Detail::Full);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let answer = runtime.block_on(client::ask(address, &requests::unary(&request)));
    requests::check(&answer);
    let write = |name: &str, bytes: &[u8]| fs::write(directory.join(name), bytes).expect("it is written");
    write("request.bin", &request.encode_to_vec());
    write("answer.bin", &answer);
}
