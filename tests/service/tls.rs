//! TLS over a real socket: with and without client certificates, certificates that are replaced, and faulty files.

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use crate::observing::{lines, listen};
use crate::support::{Service, quick, request, scratch, within};
use clausula::contract::wire::evaluator_service_client::EvaluatorServiceClient;
use clausula::policy::store::PolicySet;
use clausula::service::{Live, ServiceConfig, Tls, TlsError, TlsFiles, snapshot};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair, date_time_ymd};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::sleep;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName};
use tokio_rustls::rustls::{ClientConfig, RootCertStore, SupportedProtocolVersion, version};

type Authority = CertifiedIssuer<'static, KeyPair>;

fn authority() -> Authority {
    let mut params = CertificateParams::new(Vec::new()).unwrap();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap()
}

/// A certificate for `localhost` and its key, until the end of a year.
fn leaf(authority: &Authority, last_year: i32) -> (String, String) {
    let mut params = CertificateParams::new(vec!["localhost".to_owned()]).unwrap();
    params.not_before = date_time_ymd(2020, 1, 1);
    params.not_after = date_time_ymd(last_year, 12, 31);
    let key = KeyPair::generate().unwrap();
    (params.signed_by(&key, authority).unwrap().pem(), key.serialize_pem())
}

struct Files {
    files: TlsFiles,
    authority: Authority,
    clients: Authority,
}

impl Files {
    fn new(name: &str, mutual: bool) -> Files {
        let directory = scratch(name);
        let at = |name: &str| directory.join(name);
        let (authority, clients) = (authority(), authority_of_clients());
        fs::write(at("clients.pem"), clients.pem()).unwrap();
        let client_ca: Option<PathBuf> = mutual.then(|| at("clients.pem"));
        let files = Files {
            files: TlsFiles { certificate: at("certificate.pem"), key: at("key.pem"), client_ca },
            authority,
            clients,
        };
        files.write(&leaf(&files.authority, 2190));
        files
    }

    fn write(&self, (certificate, key): &(String, String)) {
        fs::write(&self.files.certificate, certificate).unwrap();
        fs::write(&self.files.key, key).unwrap();
    }

    async fn serve(&self, config: ServiceConfig) -> (Service, Arc<Tls>) {
        let tls = Arc::new(Tls::load(self.files.clone()).unwrap());
        let live = Live { tls: Some(tls.clone()), ..snapshot(PolicySet::built_in().unwrap()).into() };
        (Service::live(config, live).await, tls)
    }
}

fn authority_of_clients() -> Authority {
    authority()
}

/// A TLS connection of a client that trusts `roots` and shows `own`, if it has one.
async fn connect(
    service: &Service,
    roots: &Authority,
    own: Option<&(String, String)>,
    versions: &[&'static SupportedProtocolVersion],
) -> std::io::Result<TlsStream<TcpStream>> {
    let mut store = RootCertStore::empty();
    store.add(CertificateDer::from_pem_slice(roots.pem().as_bytes()).unwrap()).unwrap();
    let builder = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()));
    let builder = builder.with_protocol_versions(versions).unwrap().with_root_certificates(store);
    let mut config = match own {
        None => builder.with_no_client_auth(),
        Some((certificate, key)) => {
            let certificate = CertificateDer::from_pem_slice(certificate.as_bytes()).unwrap();
            let key = PrivateKeyDer::from_pem_slice(key.as_bytes()).unwrap();
            builder.with_client_auth_cert(vec![certificate], key).unwrap()
        }
    };
    config.alpn_protocols = vec![b"h2".to_vec()];
    let tcp = TcpStream::connect(service.address).await.unwrap();
    let name = ServerName::try_from("localhost").unwrap();
    within(TlsConnector::from(Arc::new(config)).connect(name, tcp)).await
}

const BOTH: &[&SupportedProtocolVersion] = &[&version::TLS12, &version::TLS13];

/// Whether a question over the connection is answered.
async fn works(connection: std::io::Result<TlsStream<TcpStream>>) -> bool {
    let Ok(stream) = connection else { return false };
    assert_eq!(stream.get_ref().1.alpn_protocol(), Some(&b"h2"[..]));
    let Ok((sender, connection)) = within(h2::client::handshake(stream)).await else { return false };
    tokio::spawn(connection);
    let Ok(mut sender) = within(sender.ready()).await else { return false };
    let (answer, mut body) = match sender.send_request(crate::support::call("Evaluate", &[]), false) {
        Ok(sent) => sent,
        Err(_) => return false,
    };
    let _ = body.send_data(crate::support::frame(&request("a")), true);
    match within(answer).await {
        Ok(answer) => answer.status() == 200 && !answer.headers().contains_key("grpc-status"),
        Err(_) => false,
    }
}

#[tokio::test]
async fn questions_over_tls_of_either_version() {
    let files = Files::new("tls", false);
    let (service, _) = files.serve(quick()).await;
    for versions in [&[&version::TLS12][..], &[&version::TLS13]] {
        assert!(works(connect(&service, &files.authority, None, versions).await).await);
    }
    // A client that trusts another authority goes away, and one without TLS is not understood.
    assert!(connect(&service, &files.clients, None, BOTH).await.is_err());
    let plain = tonic::transport::Channel::from_shared(format!("http://{}", service.address)).unwrap();
    let mut plain = EvaluatorServiceClient::new(plain.connect_lazy());
    assert!(within(plain.evaluate(request("a"))).await.is_err());
    assert!(works(connect(&service, &files.authority, None, BOTH).await).await);
}

#[tokio::test]
async fn a_client_without_a_certificate_of_the_authority_is_refused() {
    let files = Files::new("mutual", true);
    let (service, _) = files.serve(quick()).await;
    let (good, stranger, expired) =
        (leaf(&files.clients, 2190), leaf(&files.authority, 2190), leaf(&files.clients, 2021));
    for (own, expected) in [(Some(&good), true), (None, false), (Some(&stranger), false), (Some(&expired), false)] {
        for versions in [&[&version::TLS12][..], &[&version::TLS13]] {
            let connection = connect(&service, &files.authority, own, versions).await;
            assert_eq!(works(connection).await, expected);
        }
    }
}

/// With TLS 1.3 a client hears that its certificate is missing only after it has begun to ask.
#[tokio::test]
async fn a_client_that_is_refused_while_it_asks_learns_why() {
    let files = Files::new("refused", true);
    let (service, _) = files.serve(quick()).await;
    for _ in 0..5 {
        let mut stream = connect(&service, &files.authority, None, &[&version::TLS13]).await.unwrap();
        for _ in 0..3 {
            within(stream.write_all(&[b' '; 1024])).await.unwrap();
            within(stream.flush()).await.unwrap();
            sleep(Duration::from_millis(10)).await;
        }
        let refusal = within(stream.read_to_end(&mut Vec::new())).await.unwrap_err();
        assert!(refusal.to_string().contains("CertificateRequired"), "{refusal}");
    }
}

#[tokio::test]
async fn certificates_are_replaced_and_faulty_ones_are_not_used() {
    let files = Files::new("replaced", false);
    let (service, tls) = files.serve(quick()).await;
    let open = connect(&service, &files.authority, None, BOTH).await;
    for faulty in [("torn".to_owned(), "torn".to_owned()), leaf(&files.authority, 2021)] {
        files.write(&faulty);
        tls.reload().unwrap_err();
        assert!(works(connect(&service, &files.authority, None, BOTH).await).await);
    }
    let other = authority();
    files.write(&leaf(&other, 2190));
    tls.reload().unwrap();
    assert!(works(connect(&service, &other, None, BOTH).await).await);
    assert!(connect(&service, &files.authority, None, BOTH).await.is_err());
    // A connection that is open goes on.
    assert!(works(open).await);
}

#[tokio::test]
async fn a_handshake_that_does_not_come_is_closed_and_logged() {
    listen();
    let files = Files::new("silent", false);
    let config = ServiceConfig { tls_handshake_timeout: Duration::from_millis(30), connections: 2, ..quick() };
    let (service, _) = files.serve(config).await;
    for greeting in [&b""[..], b"\x16\x03\x01", b"GET / HTTP/1.1\r\n\r\n"] {
        let mut silent = TcpStream::connect(service.address).await.unwrap();
        silent.write_all(greeting).await.unwrap();
        let _ = within(silent.read_to_end(&mut Vec::new())).await;
    }
    assert!(works(connect(&service, &files.authority, None, BOTH).await).await);
    let failed = lines("a handshake failed", 3).await;
    assert!(failed.iter().any(|line| line["error"] == "it took too long"), "{failed:?}");
    assert!(failed.iter().any(|line| line["error"] != "it took too long"), "{failed:?}");
}

#[test]
fn files_at_fault_are_told_with_their_name() {
    let files = Files::new("faulty-tls", true);
    let (good, other) = (leaf(&files.authority, 2190), leaf(&files.authority, 2190));
    let told = |pair: (&str, &str)| {
        files.write(&(pair.0.to_owned(), pair.1.to_owned()));
        Tls::load(files.files.clone()).unwrap_err()
    };
    let error = told((&good.0, &other.1));
    assert!(matches!(error, TlsError::Pair { .. }), "{error}");
    let error = told(("", &good.1));
    assert!(error.to_string().ends_with("certificate.pem` holds no certificate in PEM that can be read"), "{error}");
    let error = told((&good.0, &good.0));
    assert!(error.to_string().ends_with("key.pem` holds no private key in PEM that can be read"), "{error}");
    let expired = leaf(&files.authority, 2021);
    let error = told((&expired.0, &expired.1)).to_string();
    assert!(error.contains("holds from 2020-01-01T00:00:00Z until 2021-12-31T00:00:00Z, which is not now"), "{error}");
    files.write(&good);
    fs::write(files.files.client_ca.as_ref().unwrap(), "nothing").unwrap();
    assert!(Tls::load(files.files.clone()).unwrap_err().to_string().contains("clients.pem` holds no certificate"));
    fs::remove_file(&files.files.key).unwrap();
    assert!(matches!(Tls::load(files.files.clone()).unwrap_err(), TlsError::Io { .. }));
}
