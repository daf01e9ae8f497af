//! What was measured, against its targets: a table for people, a line of JSON for programs.

use serde::Serialize;
use serde_json::{Map, Value};

use crate::statistics::Spread;

/// A whole run.
#[derive(Debug, Serialize)]
pub struct Report {
    /// When it ended, in UTC.
    pub date: String,
    /// Whether others used the machine meanwhile: then the figures are worth little.
    pub busy: bool,
    /// The machine, and everything that was chosen.
    pub parameters: Map<String, Value>,
    /// What is held against targets.
    pub figures: Vec<Figure>,
    /// What they were made of, and what else was seen.
    pub details: Vec<Detail>,
}

/// A figure that has a target.
#[derive(Debug, Serialize)]
pub struct Figure {
    /// What was measured.
    pub name: String,
    /// What a number of it is.
    pub unit: Unit,
    /// The median of the runs, and the outermost.
    pub spread: Spread,
    /// Each run, in order.
    pub runs: Vec<f64>,
    /// Where it should be.
    pub target: Target,
    /// Whether the median is there.
    pub met: bool,
}

/// What is written down beside the figures.
#[derive(Debug, Serialize)]
pub struct Detail {
    /// What was measured.
    pub name: String,
    /// The unit, as it is written behind the number.
    pub unit: &'static str,
    /// The median of the runs, and the outermost.
    pub spread: Spread,
}

/// What a number of a figure is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Of the rate, or time, that it is held against in the same round.
    Ratio,
    /// Megabytes of 10^6 bytes.
    Megabytes,
    /// Milliseconds.
    Milliseconds,
    /// A probability.
    Probability,
}

/// Where a figure should be.
#[derive(Clone, Copy, PartialEq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Target {
    /// This or more.
    AtLeast(f64),
    /// This or less.
    AtMost(f64),
    /// Between these.
    Within(f64, f64),
}

impl Target {
    /// Whether a value is where it should be.
    pub fn is_met(self, value: f64) -> bool {
        match self {
            Target::AtLeast(least) => value >= least,
            Target::AtMost(most) => value <= most,
            Target::Within(least, most) => (least..=most).contains(&value),
        }
    }
}

impl Figure {
    /// The figure of these runs.
    pub fn new(name: impl Into<String>, unit: Unit, runs: Vec<f64>, target: Target) -> Figure {
        let spread = Spread::of(&runs);
        Figure { name: name.into(), unit, spread, runs, target, met: target.is_met(spread.median) }
    }
}

impl Detail {
    /// What these runs come to.
    pub fn new(name: impl Into<String>, unit: &'static str, runs: &[f64]) -> Detail {
        Detail { name: name.into(), unit, spread: Spread::of(runs) }
    }
}

impl Report {
    /// The line of JSON.
    ///
    /// # Errors
    /// When a number is none.
    pub fn json(&self) -> serde_json::Result<String> {
        serde_json::to_string(self)
    }

    /// The tables.
    pub fn table(&self) -> String {
        let mut lines = vec![format!("{}{}", self.date, if self.busy { "   BUSY MACHINE" } else { "" })];
        for (name, value) in &self.parameters {
            let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            lines.push(format!("  {name}: {value}"));
        }
        lines.push(String::new());
        lines.push(format!("{:<62} {:>9} {:>20}  {:<12} met", "figure", "median", "min..max", "target"));
        for it in &self.figures {
            let unit = it.unit;
            let spread = format!("{}..{}", unit.write(it.spread.min), unit.write(it.spread.max));
            lines.push(format!(
                "{:<62} {:>9} {:>20}  {:<12} {}",
                it.name,
                unit.write(it.spread.median),
                spread,
                unit.write_target(it.target),
                if it.met { "yes" } else { "NO" },
            ));
        }
        lines.push(String::new());
        lines.push(format!("{:<62} {:>9} {:>20}", "beside them", "median", "min..max"));
        for it in &self.details {
            let spread = format!("{}..{}", number(it.spread.min), number(it.spread.max));
            lines.push(format!(
                "{:<62} {:>9} {:>20}  {}",
                it.name,
                number(it.spread.median),
                spread,
                it.unit
            ));
        }
        lines.push(String::new());
        lines.join("\n")
    }
}

impl Unit {
    /// A number of this unit.
    pub fn write(self, value: f64) -> String {
        match self {
            Unit::Ratio => format!("{value:.2}"),
            Unit::Megabytes => format!("{value:.1} MB"),
            Unit::Milliseconds => format!("{value:.0} ms"),
            Unit::Probability => format!("{value:.3}"),
        }
    }

    /// A target of this unit.
    pub fn write_target(self, target: Target) -> String {
        match target {
            Target::AtLeast(least) => format!(">= {}", self.write(least)),
            Target::AtMost(most) => format!("<= {}", self.write(most)),
            Target::Within(least, most) => format!("{}..{}", self.write(least), self.write(most)),
        }
    }
}

/// Three digits that count, or all before the point.
fn number(value: f64) -> String {
    match value.abs() {
        size if size >= 100.0 => format!("{value:.0}"),
        size if size >= 10.0 => format!("{value:.1}"),
        _ => format!("{value:.2}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report() -> Report {
        Report {
            date: "2026-11-24T13:00:00Z".to_owned(),
            busy: true,
            parameters: Map::from_iter([("connections".to_owned(), Value::from(32))]),
            figures: vec![
                Figure::new("session check", Unit::Ratio, vec![0.5, 0.7, 0.6], Target::AtLeast(0.6)),
                Figure::new("idle memory", Unit::Megabytes, vec![31.0], Target::AtMost(30.0)),
            ],
            details: vec![Detail::new("bare route", "requests/s", &[120_000.0, 90_000.0, 100_000.0])],
        }
    }

    #[test]
    fn the_median_is_held_against_the_target_and_no_other_run() {
        let met: Vec<bool> = report().figures.iter().map(|figure| figure.met).collect();
        assert_eq!(met, [true, false]);
        assert!(Target::Within(0.9, 1.1).is_met(1.0) && !Target::Within(0.9, 1.1).is_met(1.2));
    }

    #[test]
    fn the_table_says_all_that_the_json_says() {
        let (table, json) = (report().table(), report().json().unwrap());
        for said in ["BUSY MACHINE", "connections: 32", "0.50..0.70", ">= 0.60", "31.0 MB", "NO", "100000"] {
            assert!(table.contains(said), "{said} in {table}");
        }
        assert_eq!(json.lines().count(), 1);
        let read: Value = serde_json::from_str(&json).unwrap();
        assert_eq!(read["figures"][0]["spread"]["median"], 0.6);
        assert_eq!(read["figures"][1]["target"]["at_most"], 30.0);
    }
}
