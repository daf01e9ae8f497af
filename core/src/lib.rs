//! Every decision of Doorward.
//!
//! Nothing here does I/O or reads a clock: data in, decision out.

pub mod id;
pub mod moment;
pub mod secret;
