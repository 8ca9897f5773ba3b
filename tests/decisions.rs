//! Decisions worked by hand, where drawn requests and the cases of the five policies seldom or never come.

#![allow(clippy::expect_used, clippy::panic)] // what tests share may fail them
