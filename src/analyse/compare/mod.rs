//! Where two versions decide differently.
