//! From what was measured to the figures that have targets. The targets are those that the project set itself.

use doorward_bench::report::{Detail, Figure, Target, Unit};
use doorward_bench::statistics::{Spread, mann_whitney};
use doorward_core::factor::password::Hashing;

use crate::load::Pairs;
use crate::machine;

/// The series that tells whether the machine was quiet.
pub(crate) const ELSEWHERE: &str = "the machine's cores in others' use before a round";

/// Everything that has a target, from what was measured on each database.
pub(crate) fn figures<'p>(
    series: &Series,
    stands: impl Iterator<Item = (&'static str, &'p Pairs)>,
    connections: usize,
) -> Vec<Figure> {
    let ratio = |name: String, of: &str, to: &str, target: f64| {
        Figure::new(name, Unit::Ratio, series.ratios(of, to), Target::AtLeast(target))
    };
    let slots = machine::cores() as f64 * f64::from(Hashing::default().memory_kib) * 1_024.0 / 1e6;
    let stands: Vec<_> = stands.collect();
    let mut figures = Vec::new();
    for ((name, _), target) in stands.iter().zip([0.6, 0.35]) {
        figures.push(ratio(
            format!("session check / bare route, {connections} connections, {name}"),
            &format!("session checks, {name}"),
            "session checks, bare route",
            target,
        ));
    }
    for (name, _) in &stands {
        figures.push(ratio(
            format!("full sign-in / bare Argon2id, {name}"),
            &format!("sign-ins, {name}"),
            "hashes, bare Argon2id",
            0.85,
        ));
    }
    let bare = ["bare rusqlite, a COMMIT each", "bare rusqlite, 16 to a COMMIT", "bare tokio-postgres"];
    for (name, bare) in ["SQLite", "SQLite", "PostgreSQL"].into_iter().zip(bare) {
        figures.push(ratio(
            format!("durable transaction / {bare}"),
            &format!("durable transactions, {name}"),
            &format!("durable transactions, {bare}"),
            0.8,
        ));
    }
    for (name, pairs) in &stands {
        figures.extend(alike(name, pairs));
    }
    for (name, _) in &stands {
        let of = |mail: &str| format!("passcode by mail, {mail}, {name}, p50");
        let ratios = series.ratios(&of("never answered"), &of("taken"));
        let figure = format!("passcode by mail, mail server that hangs / that answers, {name}");
        figures.push(Figure::new(figure, Unit::Ratio, ratios, Target::AtMost(1.25)));
        let slowest = format!("passcode by mail, never answered, {name}, the slowest");
        let runs = series.runs(&slowest).to_vec();
        figures.push(Figure::new(slowest, Unit::Milliseconds, runs, Target::AtMost(2_000.0)));
    }
    for (name, _) in &stands {
        for (what, unit, most) in [
            ("idle memory", Unit::Megabytes, 30.0),
            ("memory after load", Unit::Megabytes, 120.0 + slots),
            ("cold start, empty", Unit::Milliseconds, 100.0),
            ("cold start, populated", Unit::Milliseconds, 100.0),
        ] {
            let what = format!("{what}, {name}");
            let runs = series.runs(&what).to_vec();
            figures.push(Figure::new(what, unit, runs, Target::AtMost(most)));
        }
    }
    figures
}

/// The ratio of all pairs, with that of each fifth of them as its spread; and how likely it is that there is no difference.
fn alike(name: &str, pairs: &Pairs) -> [Figure; 2] {
    let Pairs { known, unknown } = pairs;
    let ratio = |known: &[f64], unknown: &[f64]| Spread::of(unknown).median / Spread::of(known).median;
    let a_fifth = (known.len() / 5).max(1);
    let runs: Vec<f64> = known
        .chunks(a_fifth)
        .zip(unknown.chunks(a_fifth))
        .map(|(known, unknown)| ratio(known, unknown))
        .collect();
    let (target, median) = (Target::Within(0.9, 1.1), ratio(known, unknown));
    let mut figure = Figure::new(format!("unknown / known address, {name}"), Unit::Ratio, runs, target);
    figure.spread.median = median;
    figure.met = target.is_met(median);
    let p = Figure::new(
        format!("the same, p of Mann-Whitney, {name}"),
        Unit::Probability,
        vec![mann_whitney(known, unknown)],
        Target::AtLeast(0.01),
    );
    [figure, p]
}

/// The runs of everything that is measured, in the order in which each was first seen.
#[derive(Default)]
pub(crate) struct Series(Vec<(String, Vec<f64>)>);

impl Series {
    pub(crate) fn add(&mut self, name: &str, value: f64) {
        match self.0.iter_mut().find(|(known, _)| known == name) {
            Some((_, runs)) => runs.push(value),
            None => self.0.push((name.to_owned(), vec![value])),
        }
    }

    pub(crate) fn runs(&self, name: &str) -> &[f64] {
        self.0.iter().find(|(known, _)| known == name).map_or(&[], |(_, runs)| runs)
    }

    /// Of each round, the one by the other.
    pub(crate) fn ratios(&self, of: &str, to: &str) -> Vec<f64> {
        self.runs(of).iter().zip(self.runs(to)).map(|(of, to)| of / to).collect()
    }

    pub(crate) fn details(&self) -> Vec<Detail> {
        let unit = |name: &str| match name {
            ELSEWHERE => "%",
            _ if name.contains("memory") => "MB",
            _ if name.contains("cold start")
                || name.ends_with("p50")
                || name.ends_with("p99")
                || name.ends_with("slowest") =>
            {
                "ms"
            }
            _ if name.contains("processor time") => "us",
            _ if name.contains("cores of") => "cores",
            _ => "a second",
        };
        self.0.iter().map(|(name, runs)| Detail::new(name.as_str(), unit(name), runs)).collect()
    }
}
