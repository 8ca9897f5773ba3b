//! The console: a page for people, where it is served, and what it may do.

use crate::http1::{Reply, get, send};
use crate::security::{line, service};
use crate::support::{Service, quick, within};
use clausula::policy::store::PolicySet;
use clausula::service::{ServiceConfig, run, snapshot};
use std::net::SocketAddr;
use tokio::net::TcpListener;

async fn with_console(console: Option<bool>) -> Service {
    let mut config = quick();
    config.http.console = console;
    Service::with(config).await
}

/// The addresses that the page names.
fn named(page: &str) -> Vec<&str> {
    let rest = page.split('"').filter(|text| text.starts_with("/console/"));
    rest.collect()
}

#[tokio::test]
async fn the_page_and_all_that_it_names_and_nothing_from_elsewhere() {
    let service = with_console(None).await;
    let page = get(service.address, "/").await;
    assert_eq!((page.status, page.header("content-type")), (200, Some("text/html; charset=utf-8")));
    let named = named(page.text());
    assert!(named.len() >= 3, "{named:?}");
    for path in named.into_iter().chain(["/console/editor.js", "/console/start.json"]) {
        let reply = get(service.address, path).await;
        assert_eq!(reply.status, 200, "{path}");
        assert_eq!(reply.header("x-content-type-options"), Some("nosniff"), "{path}");
    }
    assert!(!page.text().contains("://"), "{}", page.text());
    let policy = page.header("content-security-policy").unwrap();
    assert!(policy.starts_with("default-src 'none'; script-src 'self'; style-src 'self';"), "{policy}");
    assert!(policy.contains("frame-ancestors 'none'") && !policy.contains("unsafe"), "{policy}");
    assert_eq!(get(service.address, "/console/").await.status, 404);
    assert_eq!(send(service.address, "HEAD /", "", b"").await.status, 200);
    assert_eq!(send(service.address, "POST /", "", b"").await.status, 405);
}

#[tokio::test]
async fn what_is_packed_is_the_same() {
    let service = with_console(None).await;
    let plain = get(service.address, "/console/console.js").await;
    let packed = send(service.address, "GET /console/console.js", "accept-encoding: gzip", b"").await;
    assert_eq!((plain.header("content-encoding"), packed.header("content-encoding")), (None, Some("gzip")));
    // The last four bytes of gzip are the length of what was packed.
    let (_, length) = packed.body.split_last_chunk::<4>().unwrap();
    assert_eq!(u32::from_le_bytes(*length) as usize, plain.body.len());
    assert!(packed.body.len() * 2 < plain.body.len());
    let tag = packed.header("etag").unwrap();
    let again = format!("accept-encoding: gzip\nif-none-match: {tag}");
    let again = send(service.address, "GET /console/console.js", &again, b"").await;
    assert_eq!((again.status, again.body.len()), (304, 0));
}

#[tokio::test]
async fn on_where_it_is_asked_for_and_on_loopback_off_elsewhere() {
    for (console, expected) in [(None, 200), (Some(true), 200), (Some(false), 404)] {
        let service = with_console(console).await;
        assert_eq!(get(service.address, "/").await.status, expected, "{console:?} on loopback");
        assert_eq!(get(service.address, "/console/start.json").await.status, expected, "{console:?} on loopback");
    }
    for (console, expected) in [(None, 404), (Some(true), 200), (Some(false), 404)] {
        assert_eq!(everywhere(console).await.status, expected, "{console:?} for other machines");
    }
}

/// The page of a service that listens on every address.
async fn everywhere(console: Option<bool>) -> Reply {
    let listener = TcpListener::bind("0.0.0.0:0").await.unwrap();
    let address = SocketAddr::from(([127, 0, 0, 1], listener.local_addr().unwrap().port()));
    let mut config: ServiceConfig = quick();
    config.http.console = console;
    let policies = snapshot(PolicySet::built_in().unwrap());
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let running = tokio::spawn(run(listener, async { drop(stopped.await) }, config, policies));
    let reply = get(address, "/").await;
    stop.send(()).unwrap();
    within(running).await.unwrap().unwrap();
    reply
}

#[tokio::test]
async fn the_page_needs_no_token_and_tells_that_calls_do() {
    let open = with_console(None).await;
    assert_eq!(get(open.address, "/console/start.json").await.json()["tokens"], false);
    let (locked, _, _) = service("console", &line("desk", "evaluate,policies", "s")).await;
    assert_eq!(get(locked.address, "/").await.status, 200);
    let start = get(locked.address, "/console/start.json").await.json();
    assert_eq!(start["tokens"], true);
    // Nothing of the policies is in it.
    assert!(!start.to_string().contains("multidonnas"));
    let words = &start["words"]["nl"]["questions"]["QUESTION_CANCELLATION"];
    assert_eq!((&words["event"], &words["about"]), (&"cancellation".into(), &"wat annuleren kost".into()));
}

#[tokio::test]
async fn the_formats_of_files_are_there_for_the_editor() {
    let service = with_console(None).await;
    for (path, title) in
        [("/console/policy.schema.json", "Clausula policy"), ("/console/cases.schema.json", "Clausula cases")]
    {
        let schema = get(service.address, path).await.json();
        assert!(schema["title"].as_str().unwrap().starts_with(title), "{}", schema["title"]);
    }
}
