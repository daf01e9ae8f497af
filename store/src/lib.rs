//! SQL and drivers.
