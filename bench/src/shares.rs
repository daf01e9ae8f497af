//! Which part of the server the samples of a profile fell into.
//!
//! A sample is a stack, written by inferno as `outermost;…;innermost count`. It belongs to the first part on the list that one
//! of its frames names, so the list goes from what is special to what holds it.

/// A part of the server, and what a frame of it is called.
#[derive(Clone, Copy, Debug)]
pub struct Part {
    /// What it is, for people.
    pub name: &'static str,
    /// A stack belongs here when a frame's name contains one of these.
    pub frames: &'static [&'static str],
}

/// How many in a hundred of the samples each part has, in the order of the list; what no part names is the last.
pub fn shares(folded: &str, parts: &[Part]) -> Vec<(&'static str, f64)> {
    let mut counts = vec![0_u64; parts.len() + 1];
    for line in folded.lines() {
        let Some((stack, count)) = line.rsplit_once(' ') else { continue };
        let Ok(count) = count.parse::<u64>() else { continue };
        let part = parts.iter().position(|part| part.frames.iter().any(|frame| stack.contains(frame)));
        if let Some(counted) = counts.get_mut(part.unwrap_or(parts.len())) {
            *counted += count;
        }
    }
    let all = counts.iter().sum::<u64>().max(1) as f64;
    let names = parts.iter().map(|part| part.name).chain(["everything else"]);
    names.zip(counts.into_iter().map(|count| 100.0 * count as f64 / all)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stack_belongs_to_the_first_part_that_it_names_and_to_one_alone() {
        let parts = [
            Part { name: "digest", frames: &["sha256"] },
            Part { name: "store", frames: &["store::", "sqlite"] },
        ];
        let folded =
            "main;store::check;sha256 1\nmain;store::check 2\nmain;sqlite3_step 4\nmain;idle 1\nbroken\n";
        let expected = [("digest", 12.5), ("store", 75.0), ("everything else", 12.5)];
        assert_eq!(shares(folded, &parts), expected);
    }
}
