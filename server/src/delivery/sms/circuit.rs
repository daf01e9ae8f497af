//! Which gateway is asked first: one that failed lately rests, so that not every message waits for it in vain.

use std::time::Duration;

use doorward_core::moment::Time;

/// A gateway that failed is not asked first for so long. Each further failure doubles it.
const FIRST_REST: Duration = Duration::from_secs(60);

/// No rest is longer: one message in so long waits for a gateway that stays dead.
const LONGEST_REST: Duration = Duration::from_secs(900);

/// What is known of each gateway, in their order. A few numbers of this process: two processes learn apart, and a restart forgets.
#[derive(Debug)]
pub(super) struct Circuits(Vec<Circuit>);

#[derive(Clone, Copy, Default, Debug)]
struct Circuit {
    /// Rests in a row.
    rests: u32,
    /// The end of the last one.
    until: Option<Time>,
}

impl Circuits {
    /// So many gateways, of which none has failed.
    pub(super) fn new(gateways: usize) -> Circuits {
        Circuits(vec![Circuit::default(); gateways])
    }

    /// In which order they are asked: as they are named, but those that rest come last, first among them the one whose rest ends
    /// first. None is left out: a try that may fail is better than a message that waits.
    pub(super) fn order(&self, now: Time) -> Vec<usize> {
        let mut order: Vec<(Option<Time>, usize)> =
            self.0.iter().enumerate().map(|(at, circuit)| (circuit.rests_at(now), at)).collect();
        order.sort_unstable();
        order.into_iter().map(|(_, at)| at).collect()
    }

    /// The gateway answered: it is as good as new.
    pub(super) fn worked(&mut self, at: usize) {
        if let Some(circuit) = self.0.get_mut(at) {
            *circuit = Circuit::default();
        }
    }

    /// The gateway failed. One that rests is asked only when all others failed, and is not blamed for more.
    pub(super) fn failed(&mut self, at: usize, now: Time) {
        if let Some(circuit) = self.0.get_mut(at).filter(|circuit| circuit.rests_at(now).is_none()) {
            let factor = 1_u32.checked_shl(circuit.rests).unwrap_or(u32::MAX);
            circuit.until = Some(now.plus(FIRST_REST.saturating_mul(factor).min(LONGEST_REST)));
            circuit.rests = circuit.rests.saturating_add(1);
        }
    }
}

impl Circuit {
    /// The end of its rest, while it rests. One that would be longer than any was begun by a clock that went back since.
    fn rests_at(&self, now: Time) -> Option<Time> {
        self.until.filter(|until| now < *until && until.since(now) <= LONGEST_REST)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Time {
        Time::from_millis(seconds * 1_000)
    }

    #[test]
    fn who_failed_is_asked_last_until_its_rest_is_over() {
        let mut circuits = Circuits::new(2);
        assert_eq!(circuits.order(at(0)), [0, 1]);
        circuits.failed(0, at(0));
        assert_eq!((circuits.order(at(0)), circuits.order(at(59))), (vec![1, 0], vec![1, 0]));
        assert_eq!(circuits.order(at(60)), [0, 1]);
        circuits.failed(1, at(30));
        assert_eq!(circuits.order(at(40)), [0, 1], "both rest: the first is back first");
        circuits.worked(0);
        assert_eq!(circuits.order(at(40)), [0, 1]);
    }

    #[test]
    fn rests_double_and_end_somewhere_and_a_success_forgets_them() {
        let mut circuits = Circuits::new(2);
        let mut now = at(0);
        for rest in [60, 120, 240, 480, 900, 900] {
            circuits.failed(0, now);
            // Asked while it rests, since the other failed as well: that makes it no longer.
            circuits.failed(0, now.plus(Duration::from_secs(1)));
            let end = now.plus(Duration::from_secs(rest));
            assert_eq!(circuits.order(end.minus(Duration::from_millis(1))), [1, 0], "{rest}");
            assert_eq!(circuits.order(end), [0, 1], "{rest}");
            now = end;
        }
        circuits.worked(0);
        circuits.failed(0, now);
        assert_eq!(circuits.order(now.plus(FIRST_REST)), [0, 1]);
    }

    #[test]
    fn a_clock_that_goes_back_keeps_nobody_at_rest_for_ever() {
        let mut circuits = Circuits::new(2);
        circuits.failed(0, at(1_000_000));
        assert_eq!(circuits.order(at(0)), [0, 1]);
        circuits.failed(7, at(0));
        circuits.worked(7);
        assert!(Circuits::new(0).order(at(0)).is_empty());
    }
}
