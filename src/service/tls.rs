//! TLS, with client certificates where they are asked for. Certificates are read again without a restart.
//!
//! At least TLS 1.2, with the ciphers of `ring`. Connections that are open keep the certificate that they began with.

mod validity;

use std::fmt;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use arc_swap::ArcSwap;
use sha2::{Digest, Sha256};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::crypto::{CryptoProvider, ring};
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::rustls::server::WebPkiClientVerifier;
use tokio_rustls::rustls::{self, RootCertStore, ServerConfig};

use crate::calendar::Instant;
use crate::clock;
use crate::service::files;
use validity::Validity;

/// The files of TLS, in PEM.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TlsFiles {
    /// The certificate of the service, followed by those between it and the authority.
    pub certificate: PathBuf,
    /// Its private key.
    pub key: PathBuf,
    /// The authorities of clients. With it, a client without a certificate of theirs is refused.
    pub client_ca: Option<PathBuf>,
}

/// The certificate in use.
#[derive(Debug)]
pub struct Tls {
    files: TlsFiles,
    current: ArcSwap<Current>,
}

/// What connections are accepted with, and the hash of the files that it comes from.
#[derive(Debug)]
struct Current {
    config: Arc<ServerConfig>,
    digest: [u8; 32],
    /// Until when the certificate holds.
    until: Instant,
}

/// Why certificates are not used.
#[derive(Debug)]
pub enum TlsError {
    /// A file cannot be read.
    Io {
        /// The file.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// A file does not hold what it should.
    File {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        problem: String,
    },
    /// The certificate has run out, or does not hold yet.
    NotNow {
        /// The file.
        path: PathBuf,
        /// When it holds.
        from: Instant,
        /// Until when.
        until: Instant,
    },
    /// The key is not that of the certificate, or cannot be used.
    Pair {
        /// The file of the certificate.
        certificate: PathBuf,
        /// The file of the key.
        key: PathBuf,
        /// What is wrong.
        problem: String,
    },
}

impl fmt::Display for TlsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            TlsError::Io { path, error } => write!(f, "cannot read `{}`: {error}", path.display()),
            TlsError::File { path, problem } => write!(f, "`{}` {problem}", path.display()),
            TlsError::NotNow { path, from, until } => {
                write!(f, "the certificate in `{}` holds from {from} until {until}, which is not now", path.display())
            }
            TlsError::Pair { certificate, key, problem } => {
                let (certificate, key) = (certificate.display(), key.display());
                write!(f, "the key in `{key}` does not go with the certificate in `{certificate}`: {problem}")
            }
        }
    }
}

impl std::error::Error for TlsError {}

impl TlsError {
    /// The file that is at fault.
    pub(super) fn path(&self) -> &Path {
        match self {
            TlsError::Io { path, .. } | TlsError::File { path, .. } | TlsError::NotNow { path, .. } => path,
            TlsError::Pair { key, .. } => key,
        }
    }
}

impl Tls {
    /// Reads the files.
    ///
    /// # Errors
    /// When one cannot be read, does not hold what it should, or the certificate does not hold now.
    pub fn load(files: TlsFiles) -> Result<Tls, TlsError> {
        let current = ArcSwap::from_pointee(config(&files)?);
        Ok(Tls { files, current })
    }

    /// Reads the files again, and tells whether they are others now. When one is at fault, the certificates stay as they
    /// were.
    ///
    /// # Errors
    /// As [`Tls::load`].
    pub fn reload(&self) -> Result<bool, TlsError> {
        let new = config(&self.files)?;
        let changed = new.digest != self.current.load().digest;
        self.current.store(Arc::new(new));
        Ok(changed)
    }

    /// The files.
    pub fn files(&self) -> &TlsFiles {
        &self.files
    }

    /// Until when the certificate holds.
    pub(super) fn until(&self) -> Instant {
        self.current.load().until
    }

    /// What new connections are accepted with.
    pub(super) fn acceptor(&self) -> TlsAcceptor {
        TlsAcceptor::from(Arc::clone(&self.current.load().config))
    }
}

fn config(files: &TlsFiles) -> Result<Current, TlsError> {
    let TlsFiles { certificate, key, client_ca } = files;
    let mut seen = Sha256::new();
    let chain = certificates(certificate, &mut seen)?;
    let until = check_time(certificate, &chain)?;
    let pem = read(key, &mut seen)?;
    let private = PrivateKeyDer::from_pem_slice(&pem).map_err(|_| holds_no(key, "private key"))?;
    let provider = Arc::new(ring::default_provider());
    let builder = ServerConfig::builder_with_provider(Arc::clone(&provider)).with_safe_default_protocol_versions();
    let pair = |error: rustls::Error| TlsError::Pair {
        certificate: certificate.clone(),
        key: key.clone(),
        problem: error.to_string(),
    };
    let builder = builder.map_err(pair)?;
    let builder = match client_ca {
        None => builder.with_no_client_auth(),
        Some(authorities) => builder.with_client_cert_verifier(verifier(authorities, provider, &mut seen)?),
    };
    let mut config = builder.with_single_cert(chain, private).map_err(pair)?;
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(Current { config: Arc::new(config), digest: seen.finalize().into(), until })
}

/// Refuses clients without a certificate of one of the authorities.
fn verifier(
    path: &Path,
    provider: Arc<CryptoProvider>,
    seen: &mut Sha256,
) -> Result<Arc<dyn rustls::server::danger::ClientCertVerifier>, TlsError> {
    let wrong = |problem: String| TlsError::File { path: path.to_owned(), problem };
    let mut roots = RootCertStore::empty();
    for authority in certificates(path, seen)? {
        roots.add(authority).map_err(|error| wrong(format!("holds no authority that can be used: {error}")))?;
    }
    let verifier = WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider).build();
    verifier.map(|verifier| verifier as _).map_err(|error| wrong(format!("cannot be used: {error}")))
}

fn certificates(path: &Path, seen: &mut Sha256) -> Result<Vec<CertificateDer<'static>>, TlsError> {
    let pem = read(path, seen)?;
    let found: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(&pem).collect();
    found.ok().filter(|found| !found.is_empty()).ok_or_else(|| holds_no(path, "certificate"))
}

/// Whether the first of a chain, which is the service's own, holds now, and until when. When the clock cannot be read,
/// clients decide.
fn check_time(path: &Path, chain: &[CertificateDer<'_>]) -> Result<Instant, TlsError> {
    let own = chain.first().ok_or_else(|| holds_no(path, "certificate"))?;
    let Validity { from, until } = validity::of(own).ok_or_else(|| holds_no(path, "certificate"))?;
    match clock::now() {
        Some(now) if now < from || until < now => Err(TlsError::NotNow { path: path.to_owned(), from, until }),
        _ => Ok(until),
    }
}

/// The bytes of a file, which are added to what was seen.
fn read(path: &Path, seen: &mut Sha256) -> Result<Vec<u8>, TlsError> {
    let unreadable = |error| TlsError::Io { path: path.to_owned(), error };
    let mut bytes = Vec::new();
    files::open(path).and_then(|mut file| file.read_to_end(&mut bytes)).map_err(unreadable)?;
    seen.update(bytes.len().to_be_bytes());
    seen.update(&bytes);
    Ok(bytes)
}

fn holds_no(path: &Path, what: &str) -> TlsError {
    TlsError::File { path: path.to_owned(), problem: format!("holds no {what} in PEM that can be read") }
}
