//! The figures as a picture: each median with its spread, and where it should be. It stands alone, and follows the reader's
//! light or dark.

use std::fmt::Write as _;

use crate::report::{Figure, Report, Target, Unit};

const WIDTH: f64 = 940.0;
const LEFT: f64 = 400.0;
const RIGHT: f64 = 160.0;
const ROW: f64 = 26.0;
const TOP: f64 = 64.0;

const STYLE: &str = "
  svg { color-scheme: light dark; font: 13px system-ui, sans-serif; }
  .ground { fill: #ffffff; } text { fill: #1f2328; } .quiet { fill: #59636e; } .rule { stroke: #d1d9e0; }
  .met { fill: #1a7f37; stroke: #1a7f37; } .missed { fill: #bc4c00; stroke: #bc4c00; }
  .target { stroke: #0969da; } .band { fill: #0969da; fill-opacity: 0.15; }
  @media (prefers-color-scheme: dark) {
    .ground { fill: #0d1117; } text { fill: #f0f6fc; } .quiet { fill: #9198a1; } .rule { stroke: #3d444d; }
    .met { fill: #3fb950; stroke: #3fb950; } .missed { fill: #db6d28; stroke: #db6d28; }
    .target { stroke: #4493f8; } .band { fill: #4493f8; fill-opacity: 0.2; }
  }
";

/// The picture as SVG. Ratios share one axis; a figure with a unit has an axis of its own, which ends at twice its target.
pub fn svg(report: &Report) -> String {
    let figures: Vec<&Figure> = report.figures.iter().filter(|it| it.unit != Unit::Probability).collect();
    let height = TOP + ROW * figures.len() as f64 + 40.0;
    let greatest =
        figures.iter().filter(|it| it.unit == Unit::Ratio).map(|it| it.spread.max).fold(1.2, f64::max);
    // What is many times its target needs no room to show by how much.
    let most = greatest.min(2.0);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" \
         aria-label=\"Doorward against its targets\">\n<style>{STYLE}</style>\n\
         <rect class=\"ground\" width=\"{WIDTH}\" height=\"{height}\"/>\n\
         <text x=\"16\" y=\"26\" font-weight=\"600\">Doorward against its targets</text>\n\
         <text x=\"16\" y=\"46\" class=\"quiet\">{}</text>\n",
        escaped(&caption(report)),
    );
    for (row, figure) in figures.into_iter().enumerate() {
        let y = TOP + ROW * row as f64 + ROW / 2.0;
        let end = match (figure.unit, figure.target) {
            (Unit::Ratio, _) => most,
            (_, Target::AtMost(to) | Target::AtLeast(to) | Target::Within(_, to)) => {
                (2.0 * to).max(figure.spread.max)
            }
        };
        draw(&mut out, figure, y, end);
    }
    let legend = "dot: median of the runs · line: least to greatest · upright: target · a row with a unit has its own scale";
    let _ = writeln!(
        out,
        "<text x=\"16\" y=\"{}\" class=\"quiet\">{}</text>\n</svg>",
        height - 14.0,
        escaped(legend)
    );
    out
}

fn draw(out: &mut String, figure: &Figure, y: f64, end: f64) {
    let x = |value: f64| LEFT + (WIDTH - LEFT - RIGHT) * (value / end).clamp(0.0, 1.0);
    let class = if figure.met { "met" } else { "missed" };
    let spread = figure.spread;
    let (low, high, middle) = (x(spread.min), x(spread.max), x(spread.median));
    let text = y + 4.5;
    let _ = writeln!(out, "<text x=\"16\" y=\"{text}\">{}</text>", escaped(&figure.name));
    let _ =
        writeln!(out, "<line class=\"rule\" x1=\"{LEFT}\" x2=\"{}\" y1=\"{y}\" y2=\"{y}\"/>", WIDTH - RIGHT);
    match figure.target {
        Target::AtLeast(at) | Target::AtMost(at) => {
            let at = x(at);
            let (above, below) = (y - 9.0, y + 9.0);
            let _ = writeln!(
                out,
                "<line class=\"target\" stroke-width=\"2\" x1=\"{at:.1}\" x2=\"{at:.1}\" y1=\"{above}\" y2=\"{below}\"/>"
            );
        }
        Target::Within(from, to) => {
            let (from, to) = (x(from), x(to));
            let _ = writeln!(
                out,
                "<rect class=\"band\" x=\"{from:.1}\" y=\"{}\" width=\"{:.1}\" height=\"18\"/>",
                y - 9.0,
                to - from
            );
        }
    }
    let _ = writeln!(
        out,
        "<line class=\"{class}\" stroke-width=\"3\" stroke-linecap=\"round\" x1=\"{low:.1}\" x2=\"{high:.1}\" y1=\"{y}\" y2=\"{y}\"/>\
         <circle class=\"{class}\" cx=\"{middle:.1}\" cy=\"{y}\" r=\"5\"/>\
         <text x=\"{}\" y=\"{text}\">{}<tspan class=\"quiet\"> / {}</tspan></text>",
        WIDTH - RIGHT + 12.0,
        escaped(&figure.unit.write(spread.median)),
        escaped(figure.unit.write_target(figure.target).trim_start_matches(['<', '>', '=', ' '])),
    );
}

fn caption(report: &Report) -> String {
    let said =
        |name: &str| report.parameters.get(name).map(|it| it.as_str().map_or(it.to_string(), str::to_owned));
    let state = if report.busy { "busy machine, to be measured again" } else { "quiet machine" };
    let parts = [Some(report.date.clone()), said("processor"), said("cores").map(|it| format!("{it} cores"))];
    let parts: Vec<String> = parts.into_iter().flatten().chain([state.to_owned()]).collect();
    parts.join(" · ")
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_is_drawn_with_its_target_in_both_lights_and_nothing_is_fetched() {
        let report = Report {
            date: "2026-11-24T13:00:00Z".to_owned(),
            busy: false,
            parameters: serde_json::Map::new(),
            figures: vec![
                Figure::new("a < b", Unit::Ratio, vec![0.5], Target::AtLeast(0.6)),
                Figure::new("memory", Unit::Megabytes, vec![20.0], Target::AtMost(30.0)),
                Figure::new("known", Unit::Ratio, vec![1.0], Target::Within(0.9, 1.1)),
            ],
            details: Vec::new(),
        };
        let svg = svg(&report);
        for part in
            ["a &lt; b", "class=\"missed\"", "class=\"met\"", "class=\"band\"", "prefers-color-scheme"]
        {
            assert!(svg.contains(part), "{part}");
        }
        assert_eq!(svg.matches("http").count(), 1, "the name space alone");
    }
}
