//! What is logged of reloads. Files of policies are no secret, and what is wrong with them is quoted; what stands in files
//! of tokens and keys is not.

use std::path::Path;

use super::{Live, Told};

/// The log line of a reload. A quiet one has news for nobody: it has the level `debug`.
pub(super) fn reloaded(told: &Told, live: &Live, directory: Option<&Path>, quiet: bool) {
    let policies = live.policies.load().iter().count();
    let directory = directory.map(|directory| tracing::field::display(directory.display()));
    macro_rules! log {
        ($level:ident, $result:literal, $($rest:tt)+) => {
            tracing::$level!(target: "clausula::service", result = $result, policies, directory, $($rest)+)
        };
    }
    match told {
        Told::Replaced { .. } if quiet => log!(debug, "replaced", "read again"),
        Told::Replaced { .. } => log!(info, "replaced", "read again"),
        Told::Unchanged if quiet => log!(debug, "unchanged", "read again"),
        Told::Unchanged => log!(info, "unchanged", "read again"),
        Told::Kept { places, .. } if quiet => log!(debug, "failed", places = places.join(", "), "still at fault"),
        Told::Kept { places, faults } => {
            let places = places.join(", ");
            log!(
                error,
                "failed",
                places,
                "the last good files stay in use: what is on disk cannot be used\n\n{faults}"
            );
        }
    }
}

/// The log line when files are watched no more, or again.
pub(super) fn watched(fault: Option<&str>) {
    match fault {
        Some(fault) => tracing::error!(
            target: "clausula::service",
            fault,
            "files are not watched, changes are not seen: SIGHUP reads them again"
        ),
        None => tracing::info!(target: "clausula::service", "files are watched again"),
    }
}
