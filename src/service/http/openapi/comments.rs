//! The comments of a `.proto` file, by what they are about.

use std::collections::HashMap;

use prost_types::FileDescriptorProto;

/// The comments of one file.
pub(super) struct Comments<'a>(HashMap<&'a [i32], &'a str>);

impl<'a> Comments<'a> {
    pub(super) fn of(file: &'a FileDescriptorProto) -> Comments<'a> {
        let places = file.source_code_info.iter().flat_map(|info| &info.location);
        Comments(places.map(|place| (place.path.as_slice(), place.leading_comments())).collect())
    }

    /// What is said before the thing at a path, on one line; nothing when nothing is.
    pub(super) fn at(&self, path: &[i32]) -> String {
        let text = self.0.get(path).copied().unwrap_or_default();
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}
