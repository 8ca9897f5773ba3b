//! Who may call: bearer tokens, each with its permissions.
//!
//! The file of tokens has a line for each: a name, its permissions, and the SHA-256 of its secret. The secret itself is
//! nowhere. Several tokens may be valid at once, so that one can be replaced without a moment in which neither is.
//!
//! ```text
//! # printf %s "$SECRET" | sha256sum
//! webshop  evaluate,policies  sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
//! ```

mod file;

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use arc_swap::ArcSwap;
use sha2::{Digest, Sha256};
use subtle::{Choice, ConditionallySelectable, ConstantTimeEq};
use tokio::sync::watch;
use tonic::codegen::http::HeaderMap;

use crate::contract::Cause;
use crate::vocabulary::words;

pub use file::TokensError;

words! {
    /// What a token allows.
    Permission {
        /// To ask questions: every method of the evaluator.
        Evaluate = "evaluate",
        /// To read the policies in use.
        Policies = "policies",
        /// To verify and to compare policies, and to run cases.
        Verify = "verify",
        /// To read the figures, on the port of the service.
        Metrics = "metrics",
    }
}

/// A token that is valid.
#[derive(Clone, PartialEq, Eq)]
struct Token {
    name: Arc<str>,
    permissions: Arc<[Permission]>,
    digest: [u8; 32],
}

/// The tokens that are valid now.
pub struct Tokens {
    path: PathBuf,
    valid: ArcSwap<Vec<Token>>,
    /// Told whenever they may be others.
    changed: watch::Sender<()>,
}

/// What a call was let in with.
#[derive(Clone, Debug)]
pub(super) struct Permit {
    /// The name of the token.
    pub(super) name: Arc<str>,
    digest: [u8; 32],
    needed: Option<Permission>,
    tokens: Arc<Tokens>,
}

impl Permit {
    /// Whether the token still allows the call.
    pub(super) fn holds(&self) -> bool {
        let valid = self.tokens.valid.load();
        let mut same = valid.iter().filter(|token| token.digest == self.digest);
        same.any(|token| self.needed.is_none_or(|needed| token.permissions.contains(&needed)))
    }

    /// Done when the token no longer allows the call.
    pub(super) async fn revoked(&self) {
        let mut changed = self.tokens.changed.subscribe();
        while self.holds() {
            if changed.changed().await.is_err() {
                return std::future::pending().await;
            }
        }
    }
}

impl fmt::Debug for Tokens {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let valid = self.valid.load();
        let names: Vec<&str> = valid.iter().map(|token| &*token.name).collect();
        f.debug_struct("Tokens").field("path", &self.path).field("names", &names).finish_non_exhaustive()
    }
}

impl Tokens {
    /// Reads a file of tokens.
    ///
    /// # Errors
    /// When it cannot be read, holds no token, or a line is at fault: all of them, without what stands there.
    pub fn load(path: impl AsRef<Path>) -> Result<Tokens, TokensError> {
        let path = path.as_ref();
        let valid = ArcSwap::from_pointee(file::read(path)?);
        Ok(Tokens { path: path.to_owned(), valid, changed: watch::Sender::default() })
    }

    /// Reads the file again, and tells whether the tokens are others now. When it is at fault, they stay as they were.
    ///
    /// # Errors
    /// As [`Tokens::load`].
    pub fn reload(&self) -> Result<bool, TokensError> {
        let tokens = file::read(&self.path)?;
        let changed = tokens != **self.valid.load();
        self.valid.store(tokens.into());
        if changed {
            self.changed.send_replace(());
        }
        Ok(changed)
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// How many tokens are valid.
    pub fn count(&self) -> usize {
        self.valid.load().len()
    }

    /// Whether a call may go on.
    pub(super) fn check(&self, path: &str, headers: &HeaderMap) -> Result<(), Cause> {
        self.found(path, headers).map(drop)
    }

    /// Whether a call may go on, and with what; `None`: it needs nothing.
    pub(super) fn permit(self: &Arc<Tokens>, path: &str, headers: &HeaderMap) -> Result<Option<Permit>, Cause> {
        let found = self.found(path, headers)?;
        Ok(found.map(|(token, needed)| {
            let Token { name, permissions: _, digest } = token;
            Permit { name, digest, needed, tokens: self.clone() }
        }))
    }

    fn found(&self, path: &str, headers: &HeaderMap) -> Result<Option<(Token, Option<Permission>)>, Cause> {
        let needed = match needed(path) {
            Needed::Nothing => return Ok(None),
            Needed::AnyToken => None,
            Needed::Permission(permission) => Some(permission),
        };
        let secret = bearer(headers).ok_or(Cause::Unauthenticated)?;
        let valid = self.valid.load();
        let token = find(&valid, secret).ok_or(Cause::Unauthenticated)?;
        match needed {
            Some(permission) if !token.permissions.contains(&permission) => {
                Err(Cause::PermissionDenied { permission: permission.name() })
            }
            _ => Ok(Some((token.clone(), needed))),
        }
    }
}

/// What a call needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Needed {
    Nothing,
    AnyToken,
    Permission(Permission),
}

/// What a call of a path needs. Whatever is not named here needs a token, whatever that allows.
fn needed(path: &str) -> Needed {
    let Some((service, method)) = path.strip_prefix('/').and_then(|path| path.split_once('/')) else {
        return match path {
            // The contract is public, and probes have no secrets.
            "/healthz" | "/readyz" | "/openapi.json" => Needed::Nothing,
            "/metrics" => Needed::Permission(Permission::Metrics),
            _ => Needed::AnyToken,
        };
    };
    match (service, method) {
        ("grpc.health.v1.Health", _) => Needed::Nothing,
        ("clausula.v1.EvaluatorService", _) => Needed::Permission(Permission::Evaluate),
        ("clausula.v1.PolicyService", "VerifyPolicy" | "ComparePolicies" | "RunCases") => {
            Needed::Permission(Permission::Verify)
        }
        ("clausula.v1.PolicyService", _) => Needed::Permission(Permission::Policies),
        _ => Needed::AnyToken,
    }
}

/// The secret that a call carries: one header, `Bearer` in any case, and something after it.
fn bearer(headers: &HeaderMap) -> Option<&[u8]> {
    let mut values = headers.get_all("authorization").iter();
    let (value, None) = (values.next()?, values.next()) else { return None };
    let (scheme, secret) = value.as_bytes().split_at_checked(7)?;
    (scheme.eq_ignore_ascii_case(b"bearer ") && !secret.is_empty()).then_some(secret)
}

/// The token of a secret. All are compared, each in the same time whatever it holds.
fn find<'t>(valid: &'t [Token], secret: &[u8]) -> Option<&'t Token> {
    let digest = Sha256::digest(secret);
    let (mut found, mut place) = (Choice::from(0), 0_u64);
    for (index, token) in (0_u64..).zip(valid) {
        let same = token.digest.as_slice().ct_eq(digest.as_slice());
        place.conditional_assign(&index, same);
        found |= same;
    }
    if bool::from(found) { valid.get(usize::try_from(place).ok()?) } else { None }
}

#[cfg(test)]
mod tests;
