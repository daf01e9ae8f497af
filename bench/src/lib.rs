//! What the bench makes of its measurements: medians with their spread, a table, a line of JSON, a picture.
//!
//! The measuring itself is the program (`main.rs`), which is no part of the tests: no test here looks at a clock.
//!
//! | module | what it is |
//! | --- | --- |
//! | [`statistics`] | median, spread, percentile, Mann-Whitney |
//! | [`report`] | figures against their targets, as a table and as JSON |
//! | [`plot`] | the same as a picture |
//! | [`shares`] | which part of the server the samples of a profile fell into |

pub mod plot;
pub mod report;
pub mod shares;
pub mod statistics;
