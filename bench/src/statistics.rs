//! Medians with their spread, percentiles, and whether two samples could be one.

use serde::Serialize;

/// The median of some runs, and how far they lie apart.
#[derive(Clone, Copy, PartialEq, Debug, Serialize)]
pub struct Spread {
    /// The middle one.
    pub median: f64,
    /// The least.
    pub min: f64,
    /// The greatest.
    pub max: f64,
}

impl Spread {
    /// Of these runs; all zero when there are none.
    pub fn of(runs: &[f64]) -> Spread {
        let mut sorted = runs.to_vec();
        sorted.sort_by(f64::total_cmp);
        let at = |index: usize| sorted.get(index).copied().unwrap_or(0.0);
        let last = sorted.len().saturating_sub(1);
        let median = f64::midpoint(at(last / 2), at(last.div_ceil(2)));
        Spread { median, min: at(0), max: at(last) }
    }
}

/// The value that so many of a thousand do not exceed, of values in order: zero when there are none.
pub fn percentile(sorted: &[u32], per_thousand: usize) -> u32 {
    let rank = (sorted.len() * per_thousand).div_ceil(1_000);
    sorted.get(rank.saturating_sub(1)).copied().unwrap_or(0)
}

/// The two-sided p of the Mann-Whitney U test, by its normal approximation with ties and continuity corrected (Mann and
/// Whitney 1947): how often two samples of one thing would lie as far apart as these. It needs some twenty values of each.
pub fn mann_whitney(left: &[f64], right: &[f64]) -> f64 {
    let (n, m) = (left.len() as f64, right.len() as f64);
    let mut all: Vec<(f64, bool)> =
        left.iter().map(|it| (*it, true)).chain(right.iter().map(|it| (*it, false))).collect();
    all.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (mut ranks_of_left, mut ties, mut before) = (0.0, 0.0, 0.0);
    for tied in all.chunk_by(|a, b| a.0 == b.0) {
        let count = tied.len() as f64;
        // Equal values share the mean of their ranks.
        let rank = before + (count + 1.0) / 2.0;
        ranks_of_left += rank * tied.iter().filter(|(_, is_left)| *is_left).count() as f64;
        ties += count.powi(3) - count;
        before += count;
    }
    let total = n + m;
    let u = ranks_of_left - n * (n + 1.0) / 2.0;
    let variance = n * m / 12.0 * (total + 1.0 - ties / (total * (total - 1.0)));
    if variance.is_nan() || variance <= 0.0 {
        return 1.0;
    }
    let z = ((u - n * m / 2.0).abs() - 0.5).max(0.0) / variance.sqrt();
    complementary_error(z / std::f64::consts::SQRT_2)
}

/// erfc(x) for x of zero and more, to 1.5e-7 (Abramowitz and Stegun, formula 7.1.26).
fn complementary_error(x: f64) -> f64 {
    let t = 1.0 / (1.0 + 0.327_591_1 * x);
    let polynomial = [1.061_405_429, -1.453_152_027, 1.421_413_741, -0.284_496_736, 0.254_829_592]
        .into_iter()
        .fold(0.0, |sum, coefficient| sum * t + coefficient);
    polynomial * t * (-x * x).exp()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_median_lies_between_the_two_in_the_middle() {
        assert_eq!(Spread::of(&[3.0, 1.0, 2.0]), Spread { median: 2.0, min: 1.0, max: 3.0 });
        assert_eq!(Spread::of(&[4.0, 1.0, 2.0, 3.0]).median, 2.5);
        assert_eq!(Spread::of(&[]).median, 0.0);
    }

    #[test]
    fn a_percentile_is_a_value_that_was_measured() {
        let hundred: Vec<u32> = (1..=100).collect();
        assert_eq!([500, 990, 1_000].map(|it| percentile(&hundred, it)), [50, 99, 100]);
        assert_eq!(percentile(&[], 990), 0);
    }

    #[test]
    fn one_thing_twice_is_not_told_apart_and_two_things_are() {
        let values = |offset: f64| (0..50).map(|i| f64::from(i * 7 % 50) + offset).collect::<Vec<_>>();
        assert!(mann_whitney(&values(0.0), &values(0.1)) > 0.8);
        assert!(mann_whitney(&values(0.0), &values(25.0)) < 1e-6);
        assert_eq!(mann_whitney(&[1.0; 30], &[1.0; 30]), 1.0);
    }

    #[test]
    fn the_p_of_a_published_example_comes_out() {
        // The example in SciPy's documentation of `mannwhitneyu`, after Conover: 0.111347, asymptotic and corrected.
        let males = [19.0, 22.0, 16.0, 29.0, 24.0];
        let females = [20.0, 11.0, 17.0, 12.0];
        assert!((mann_whitney(&males, &females) - 0.111_346).abs() < 1e-4);
    }
}
