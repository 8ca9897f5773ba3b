//! The service.

use super::support::{SHOP, clausula, fails, scratch};
use std::fs;
use std::io::{BufRead, BufReader};
use std::net::TcpStream;
use std::process::{Child, ChildStderr, ChildStdout, Command, Stdio};

/// A process that is ended when the test fails.
pub(crate) struct Serving(pub(crate) Child);

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.0.kill();
    }
}

impl Serving {
    /// Sends it a signal by name.
    pub(crate) fn signal(&self, name: &str) {
        let status = Command::new("kill").args(["-s", name, &self.0.id().to_string()]).status().unwrap();
        assert!(status.success());
    }
}

fn serve(args: &[&str]) -> (Serving, BufReader<ChildStdout>, BufReader<ChildStderr>) {
    serve_by(clausula().args(args).args(["serve", "--listen", "127.0.0.1:0", "--notice", "0"]))
}

/// Starts the service with a command.
pub(crate) fn serve_by(command: &mut Command) -> (Serving, BufReader<ChildStdout>, BufReader<ChildStderr>) {
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let (stdout, stderr) = (child.stdout.take().unwrap(), child.stderr.take().unwrap());
    (Serving(child), BufReader::new(stdout), BufReader::new(stderr))
}

pub(crate) fn line(from: &mut impl BufRead) -> String {
    let mut line = String::new();
    from.read_line(&mut line).unwrap();
    line
}

#[test]
fn it_serves_until_it_is_told_to_stop() {
    for signal in ["TERM", "INT"] {
        let (mut serving, mut stdout, mut stderr) = serve(&[]);
        let told = line(&mut stdout);
        let address = told.strip_prefix("serving 5 policies on ").unwrap().trim_end();
        assert_eq!(line(&mut stdout), format!("the console is at http://{address}/\n"));
        drop(TcpStream::connect(address).unwrap());

        let taken = fails(1, &["serve", "--listen", address], b"");
        assert_eq!(taken, format!("error: cannot listen on `{address}`: address already in use\n"));
        serving.signal(signal);
        assert_eq!(serving.0.wait().unwrap().code(), Some(0));
        let started = line(&mut stderr);
        for part in [
            "INFO clausula::service: started engine=",
            "policies=5",
            "multidonnas undated sha256:",
            "law=",
            "NL sha256:",
        ] {
            assert!(started.contains(part), "{part}: {started}");
        }
        assert!(line(&mut stderr).ends_with("INFO clausula::service: draining\n"));
        assert_eq!((line(&mut stdout), line(&mut stderr)), (String::new(), String::new()));
    }
    fails(1, &["serve", "--listen", "127.0.0.1"], b"");
    for args in [&["--drain", "-1"], &["--notice", "soon"], &["--calls", "0"], &["--call-timeout", "inf"]] {
        fails(2, &[&["serve"][..], args].concat(), b"");
    }
}

/// The last good policies stay when the files are at fault.
#[test]
fn it_reads_the_policies_again_when_it_is_told_to() {
    let directory = scratch("serve");
    let (here, file) = (directory.to_str().unwrap(), directory.join("shop.toml"));
    fs::write(&file, SHOP).unwrap();
    let (mut serving, mut stdout, mut stderr) = serve(&["--policies", here]);
    assert!(line(&mut stdout).starts_with("serving 1 policies on 127.0.0.1:"));

    fs::write(directory.join("other.toml"), SHOP.replace("\"shop\"", "\"other\"")).unwrap();
    serving.signal("HUP");
    // Whoever asks is told, also where the change was seen before.
    let told = loop {
        let told = line(&mut stderr);
        if told.contains("result=\"replaced\"") {
            break told;
        }
        assert!(told.contains("result=\"unchanged\"") || told.contains("started"), "{told}");
    };
    assert!(told.contains("INFO clausula::service: read again"), "{told}");
    assert!(told.ends_with(&format!(" policies=2 directory={here}\n")), "{told}");
    fs::write(&file, "polic = 1").unwrap();
    serving.signal("HUP");
    assert!((0..20).any(|_| line(&mut stderr).contains("ERROR clausula::service: the last good files stay in use")));
    let fault = "shop.toml:1:1: error[unknown-key]";
    assert!((0..20).any(|_| line(&mut stderr).contains(fault)));
    serving.signal("TERM");
    assert_eq!(serving.0.wait().unwrap().code(), Some(0));
}
