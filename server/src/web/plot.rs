//! Plots, as SVG made here: lines over days, and bars. No script and no style of their own, so that the strictest policy shows them;
//! colours, dashes and dark mode are the stylesheet's.
//!
//! Axes begin at zero. Lines are told apart by dash, by the shape at their end and by a label beside it, and only then by colour, so
//! that a print in grey and eyes that see fewer colours lose nothing. Where people read from right to left, time runs so as well.

use std::fmt::Write as _;

use doorward_core::moment::Day;

use crate::i18n::Words;

const WIDTH: f64 = 400.0;
const TOP: f64 = 12.0;
const BOTTOM: f64 = 172.0;
const HEIGHT: f64 = 200.0;
/// Where the lines begin and end; beside them are the numbers of the axis, and the labels.
const FROM: f64 = 38.0;
const TO: f64 = 272.0;
/// Two labels are not nearer than this.
const LABEL: f64 = 16.0;
const BAR: f64 = 38.0;

/// Lines over days.
#[derive(Clone, Debug)]
pub struct Lines<'a> {
    /// The id of the picture on its page; what has this id and `-text` behind it describes it.
    pub id: &'a str,
    /// What it is of.
    pub title: &'a str,
    /// The day of each value.
    pub days: &'a [Day],
    /// How days of the axis are written: the first and the last.
    pub ends: [String; 2],
    /// The lines, at most [`Lines::MOST`].
    pub lines: Vec<Line>,
    /// A day that something ends on, and what is written there.
    pub mark: Option<(Day, String)>,
}

/// A line.
#[derive(Clone, Debug)]
pub struct Line {
    /// What is written at its end.
    pub label: String,
    /// Its values; none where nobody knows.
    pub values: Vec<Option<u64>>,
}

impl Lines<'_> {
    /// So many lines can be told apart.
    pub const MOST: usize = 5;

    /// The picture; none when there is nothing to see.
    pub fn svg(&self, words: &Words) -> Option<String> {
        let drawn: Vec<(usize, &Line)> = self
            .lines
            .iter()
            .enumerate()
            .take(Self::MOST)
            .filter(|(_, line)| line.values.iter().flatten().any(|value| *value > 0))
            .collect();
        let most = drawn.iter().flat_map(|(_, line)| line.values.iter().flatten()).max()?;
        let (step, top) = scale(*most);
        let (first, last) = (self.days.first()?, self.days.last()?);
        let end = self.mark.as_ref().map_or(*last, |(day, _)| (*day).max(*last));
        let mirror = Mirror(words.dir() == "rtl");
        let across = |day: Day| {
            let span = (end.0 - first.0).max(1) as f64;
            mirror.x(FROM + (TO - FROM) * (day.0 - first.0) as f64 / span)
        };
        let down = |value: u64| BOTTOM - (BOTTOM - TOP) * value as f64 / top as f64;

        let mut svg = open(self.id, self.title, HEIGHT);
        for value in (0..=top / step).map(|i| i * step) {
            let y = down(value);
            let class = if value == 0 { "axis" } else { "grid" };
            let (a, b) = (mirror.x(FROM), mirror.x(TO));
            let _ = write!(svg, "<path class=\"{class}\" d=\"M{} {}H{}\"/>", n(a), n(y), n(b));
            text(&mut svg, mirror.x(FROM - 6.0), y + 4.0, "end", &number(words, value));
        }
        let [from, to] = &self.ends;
        text(&mut svg, mirror.x(FROM), BOTTOM + 20.0, "start", from);
        if end == *last {
            text(&mut svg, mirror.x(TO), BOTTOM + 20.0, "end", to);
        }
        if let Some((day, label)) = self.mark.as_ref().filter(|(day, _)| day >= first) {
            let x = across(*day);
            let _ = write!(
                svg,
                "<path class=\"mark\" stroke-width=\"2\" d=\"M{} {}V{}\"/>",
                n(x),
                n(TOP - 6.0),
                n(BOTTOM)
            );
            let anchor = if day.0 - first.0 > (end.0 - first.0) / 2 { "end" } else { "start" };
            text(&mut svg, x, BOTTOM + 20.0, anchor, label);
        }
        let mut ends = Vec::new();
        for (index, line) in &drawn {
            let mut points = Vec::new();
            let mut path = String::new();
            let mut pen_down = false;
            for (day, value) in self.days.iter().zip(&line.values) {
                let Some(value) = value else {
                    pen_down = false;
                    continue;
                };
                let (x, y) = (across(*day), down(*value));
                let _ = write!(path, "{}{} {}", if pen_down { "L" } else { "M" }, n(x), n(y));
                points.push((x, y));
                pen_down = true;
            }
            let _ = write!(svg, "<path class=\"line l{}\" stroke-width=\"2\" d=\"{path}h0\"/>", index + 1);
            if let Some((x, y)) = points.last() {
                let _ = write!(svg, "<path class=\"end l{}\" d=\"{}\"/>", index + 1, shape(*index, *x, *y));
                ends.push((*index, *x, *y, line.label.as_str()));
            }
        }
        for (index, x, y, label, at) in spread(ends) {
            let begin = mirror.x(mirror.x(x) + 6.0);
            let (bend, begin_text) =
                (mirror.x(mirror.x(x).max(TO) + 14.0), mirror.x(mirror.x(x).max(TO) + 18.0));
            let _ = write!(
                svg,
                "<path class=\"leader l{}\" d=\"M{} {}L{} {}\"/>",
                index + 1,
                n(begin),
                n(y),
                n(bend),
                n(at)
            );
            text(&mut svg, begin_text, at + 4.0, "start", label);
        }
        svg.push_str("</svg>");
        Some(svg)
    }
}

/// Bars from zero, each with its label above and its number at the end of that line; those of zero are left out.
pub fn bars(words: &Words, id: &str, title: &str, bars: &[(String, u64)]) -> Option<String> {
    let drawn: Vec<_> = bars.iter().filter(|(_, value)| *value > 0).collect();
    let most = drawn.iter().map(|(_, value)| *value).max()?;
    let mirror = Mirror(words.dir() == "rtl");
    let mut svg = open(id, title, BAR * drawn.len() as f64);
    for (index, (label, value)) in drawn.iter().enumerate() {
        let y = BAR * index as f64;
        text(&mut svg, mirror.x(0.0), y + 14.0, "start", label);
        text(&mut svg, mirror.x(WIDTH), y + 14.0, "end", &number(words, *value));
        let width = (WIDTH * *value as f64 / most as f64).max(1.0);
        let x = if mirror.0 { WIDTH - width } else { 0.0 };
        let _ = write!(svg, "<path class=\"track\" d=\"M0 {}H{}\"/>", n(y + 25.0), n(WIDTH));
        let _ = write!(
            svg,
            "<rect class=\"bar\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"10\"/>",
            n(x),
            n(y + 20.0),
            n(width)
        );
    }
    svg.push_str("</svg>");
    Some(svg)
}

/// A number as people write it.
pub fn number(words: &Words, value: u64) -> String {
    words.phrase("dashboard-number").with("n", value).to_string()
}

/// Where x lies for who reads from right to left. The sides of a text turn by themselves, with the direction of the page.
struct Mirror(bool);

impl Mirror {
    fn x(&self, x: f64) -> f64 {
        if self.0 { WIDTH - x } else { x }
    }
}

fn open(id: &str, title: &str, height: f64) -> String {
    format!(
        "<svg class=\"plot\" viewBox=\"0 0 {WIDTH} {}\" role=\"img\" aria-labelledby=\"{id}-title\" aria-describedby=\"{id}-text\"><title id=\"{id}-title\">{}</title>",
        n(height),
        escaped(title)
    )
}

fn text(svg: &mut String, x: f64, y: f64, anchor: &str, text: &str) {
    let anchor = if anchor == "end" { " text-anchor=\"end\"" } else { "" };
    let _ = write!(svg, "<text x=\"{}\" y=\"{}\"{anchor}>{}</text>", n(x), n(y), escaped(text));
}

/// The steps of an axis to this number, and its end: at most four steps of 1, 2 or 5 times a power of ten.
fn scale(most: u64) -> (u64, u64) {
    let mut step = 1_u64;
    let mut factors = [2, 5, 10].into_iter().cycle();
    let mut power = 1_u64;
    while step.saturating_mul(4) < most {
        let factor = factors.next().unwrap_or(10);
        step = power.saturating_mul(factor);
        if factor == 10 {
            power = power.saturating_mul(10);
        }
    }
    (step, most.max(1).div_ceil(step).saturating_mul(step))
}

/// The shape at the end of a line: circle, square, triangle, diamond, cross.
fn shape(index: usize, x: f64, y: f64) -> String {
    let (x, y, left, up) = (n(x), n(y), n(x - 3.5), n(y - 3.5));
    match index {
        0 => format!("M{left} {y}a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0-7 0"),
        1 => format!("M{left} {up}h7v7h-7z"),
        2 => format!("M{x} {up}l4 7h-8z"),
        3 => format!("M{x} {up}l3.5 3.5l-3.5 3.5l-3.5-3.5z"),
        _ => format!("M{left} {up}l7 7m0-7l-7 7"),
    }
}

/// The labels at the ends of lines, moved apart where they would lie on each other: the last is where each is written.
fn spread(mut ends: Vec<(usize, f64, f64, &str)>) -> Vec<(usize, f64, f64, &str, f64)> {
    ends.sort_by(|a, b| a.2.total_cmp(&b.2).then(a.0.cmp(&b.0)));
    let mut at: Vec<f64> = ends.iter().map(|end| end.2).collect();
    // From the bottom up, so that none is below the axis; then down again, so that none is above the top.
    let mut lowest = BOTTOM;
    for y in at.iter_mut().rev() {
        *y = y.min(lowest);
        lowest = *y - LABEL;
    }
    let mut highest = TOP;
    for y in &mut at {
        *y = y.max(highest);
        highest = *y + LABEL;
    }
    ends.into_iter().zip(at).map(|((index, x, y, label), at)| (index, x, y, label, at)).collect()
}

/// A coordinate to a tenth.
fn n(value: f64) -> String {
    let tenths = (value * 10.0).round() / 10.0;
    format!("{tenths}")
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(values: &[&[Option<u64>]]) -> Lines<'static> {
        const DAYS: [Day; 3] = [Day(1), Day(2), Day(3)];
        let line = |values: &&[Option<u64>]| Line { label: "A & B".to_owned(), values: values.to_vec() };
        Lines {
            id: "it",
            title: "Of it",
            days: &DAYS,
            ends: ["1 Jan".to_owned(), "3 Jan".to_owned()],
            lines: values.iter().map(line).collect(),
            mark: None,
        }
    }

    #[test]
    fn an_axis_begins_at_zero_and_ends_just_above() {
        for (most, expected) in [
            (0, (1, 1)),
            (1, (1, 1)),
            (4, (1, 4)),
            (5, (2, 6)),
            (17, (5, 20)),
            (40, (10, 40)),
            (41, (20, 60)),
            (310, (100, 400)),
            (1_204_000, (500_000, 1_500_000)),
        ] {
            assert_eq!(scale(most), expected, "{most}");
        }
        assert!(scale(u64::MAX).0 > 0);
    }

    #[test]
    fn a_line_has_gaps_where_nobody_knows_and_none_is_drawn_of_nothing() {
        let words = Words::in_language("en");
        let svg = lines(&[&[Some(1), None, Some(2)], &[Some(0); 3]]).svg(&words).unwrap();
        assert!(svg.contains("class=\"line l1\" stroke-width=\"2\" d=\"M38 92M272 12h0\""), "{svg}");
        assert!(!svg.contains("l2") && svg.contains("A &amp; B"), "{svg}");
        assert_eq!(lines(&[&[Some(0); 3], &[None; 3]]).svg(&words), None);
        assert_eq!(bars(&words, "b", "B", &[("x".to_owned(), 0)]), None);
    }

    #[test]
    fn time_runs_as_people_read() {
        let svg = |tag: &str| lines(&[&[Some(1), Some(2), Some(2)]]).svg(&Words::in_language(tag)).unwrap();
        assert!(svg("en").contains("M38 92L155 12L272 12"), "{}", svg("en"));
        assert!(svg("ar").contains("M362 92L245 12L128 12"), "{}", svg("ar"));
        let bar = |tag: &str| {
            bars(&Words::in_language(tag), "b", "B", &[("x".to_owned(), 4), ("y".to_owned(), 2)]).unwrap()
        };
        assert!(bar("en").contains("x=\"0\" y=\"58\" width=\"200\""), "{}", bar("en"));
        assert!(bar("ar").contains("x=\"200\" y=\"58\" width=\"200\""), "{}", bar("ar"));
    }

    #[test]
    fn a_mark_after_today_makes_room_for_itself() {
        let mut it = lines(&[&[Some(1), Some(2), Some(2)]]);
        it.mark = Some((Day(5), "Deadline".to_owned()));
        let svg = it.svg(&Words::in_language("en")).unwrap();
        assert!(
            svg.contains("M38 92L96.5 12L155 12")
                && svg.contains("class=\"mark\" stroke-width=\"2\" d=\"M272 6V172\""),
            "{svg}"
        );
    }

    #[test]
    fn labels_do_not_lie_on_each_other() {
        let at: Vec<f64> = spread(vec![
            (0, 0.0, 170.0, "a"),
            (1, 0.0, 172.0, "b"),
            (2, 0.0, 12.0, "c"),
            (3, 0.0, 14.0, "d"),
        ])
        .into_iter()
        .map(|it| it.4)
        .collect();
        assert!(at.windows(2).all(|two| two[1] - two[0] >= LABEL), "{at:?}");
        assert!(at.iter().all(|y| (TOP..=BOTTOM).contains(y)), "{at:?}");
    }
}
