//! What the dashboard tells, as plots and tables in words.

use std::collections::BTreeMap;

use doorward_core::dashboard::{About, Asked, Count, Failure, Fate, having};
use doorward_core::factor::{Channel, FactorKind, Methods};
use doorward_core::moment::Day;
use doorward_core::policy::{Requirement, SecondFactor};

use crate::flows::{Dashboard, Span};
use crate::i18n::Words;
use crate::tell;
use crate::web::plot::{Line, Lines, bars, number};

/// A plot, with the same numbers as a table behind it.
#[derive(Clone, Debug)]
pub struct Figure {
    /// Its id on the page.
    pub id: &'static str,
    /// What it is of.
    pub heading: String,
    /// What there is to see, and how it is counted.
    pub text: String,
    /// The picture; none when there is nothing to see.
    pub svg: Option<String>,
    /// What the columns of the table are.
    pub head: Vec<String>,
    /// Its rows: what each is of, and its numbers.
    pub rows: Vec<(String, Vec<String>)>,
}

/// The plots of a page.
pub fn figures(words: &Words, dashboard: &Dashboard, about: About) -> Vec<Figure> {
    let told = Told { words, spans: &dashboard.spans };
    match about {
        About::People => vec![told.progress(dashboard), told.adoption()],
        About::SignIns => vec![told.sign_ins(), told.rules(), told.failures_over_time(), told.failures()],
        About::Codes => vec![told.codes(Channel::Sms), told.codes(Channel::Email)],
    }
}

struct Told<'a> {
    words: &'a Words,
    spans: &'a [Span],
}

/// A column of a table, and a line of its plot.
struct Column {
    name: String,
    values: Vec<Option<u64>>,
    /// Whether its last value is written beside its line: of what there is at a moment, not of what happened in a span.
    is_stock: bool,
}

impl Told<'_> {
    /// How many of those from whom a second factor is required have one that counts. Their deadline is drawn as a line, where
    /// there is one.
    fn progress(&self, dashboard: &Dashboard) -> Figure {
        let (policy, words) = (&dashboard.policy, self.words);
        let counting = policy.methods.counting();
        let columns = vec![
            self.people("dashboard-have", |people| having(people, counting).0),
            self.people("dashboard-of", |people| having(people, counting).1),
        ];
        let last = |column: &Column| column.values.last().copied().flatten().unwrap_or(0);
        let (have, of) = (columns.first().map_or(0, last), columns.last().map_or(0, last));
        let key = match policy.requirement {
            Requirement::Required => "dashboard-progress-required",
            Requirement::Optional => "dashboard-progress-optional",
        };
        let percent = have.saturating_mul(100).checked_div(of).unwrap_or(0);
        let text = words.phrase(key).with("have", have).with("of", of).with("percent", percent).to_string();
        let mark = dashboard.policy.terms.deadline.map(|at| {
            (Day::of(at), words.phrase("dashboard-deadline").with("day", tell::day(words, at)).to_string())
        });
        self.lines("progress", "dashboard-progress", text, columns, mark)
    }

    /// Who has which method.
    fn adoption(&self) -> Figure {
        let has = |kind: FactorKind| {
            let wanted: Methods = [kind].into_iter().collect();
            move |people: &BTreeMap<Count, u64>| having(people, wanted).0
        };
        let any: Methods = FactorKind::ALL.into_iter().filter(|kind| kind.is_method()).collect();
        let columns = vec![
            self.people("dashboard-any", |people| having(people, any).0),
            self.people("dashboard-passkey", has(FactorKind::Passkey)),
            self.people("dashboard-totp", has(FactorKind::Totp)),
            self.people("dashboard-sms", has(FactorKind::SmsCode)),
            self.people("dashboard-email", has(FactorKind::EmailCode)),
        ];
        let mut figure = self.lines(
            "adoption",
            "dashboard-adoption",
            self.words.say("dashboard-adoption-text"),
            columns,
            None,
        );
        // Everybody is in the table alone: beside them, those who have something could hardly be seen at first.
        let all = self.people("dashboard-people", |people| having(people, any).1);
        figure.head.push(all.name);
        for ((_, cells), value) in figure.rows.iter_mut().zip(all.values.into_iter().rev()) {
            cells.push(self.cell(value));
        }
        figure
    }

    /// Sign-ins by what was asked after the password.
    fn sign_ins(&self) -> Figure {
        let met = |wanted: SecondFactor| move |count: &Count| matches!(count, Count::Password(asked) if asked.met() == Some(wanted));
        let columns = vec![
            self.happened("dashboard-asked", met(SecondFactor::Asked)),
            self.happened("dashboard-trusted", met(SecondFactor::Remembered)),
            self.happened("dashboard-not-asked", met(SecondFactor::NotAsked)),
            self.happened("dashboard-must-set-up", met(SecondFactor::MustEnrol)),
            self.happened("dashboard-passkey-alone", |count| *count == Count::PasskeyAlone),
        ];
        self.lines("sign-ins", "dashboard-sign-ins", self.words.say("dashboard-sign-ins-text"), columns, None)
    }

    /// By which rule a second factor was asked for, or not.
    fn rules(&self) -> Figure {
        let name = |asked: Asked| match asked {
            Asked::Required => "dashboard-rule-required",
            Asked::OwnChoice => "dashboard-rule-own-choice",
            Asked::NoneCounts => "dashboard-rule-none-counts",
            Asked::RequiredAndMissing => "dashboard-rule-required-and-missing",
            Asked::Demanded => "dashboard-rule-demanded",
            Asked::TrustedDevice => "dashboard-rule-trusted-device",
            Asked::Exempt => "dashboard-rule-exempt",
            Asked::BeforeDeadline => "dashboard-rule-before-deadline",
            Asked::NotDemanded => "dashboard-rule-not-demanded",
            Asked::Unknown => "dashboard-rule-unknown",
        };
        let rules =
            Asked::ALL.into_iter().filter(|it| *it != Asked::Unknown || self.total(Count::Password(*it)) > 0);
        let totals = rules.map(|it| (self.words.say(name(it)), self.total(Count::Password(it)))).collect();
        self.bars("rules", "dashboard-rules", "dashboard-rules-text", totals)
    }

    /// When refusals happened, roughly.
    fn failures_over_time(&self) -> Figure {
        let of = |wanted: &'static [Failure]| move |count: &Count| matches!(count, Count::Failure(failure) if wanted.contains(failure));
        let columns = vec![
            self.happened("dashboard-failed-password", of(&[Failure::WrongPassword])),
            self.happened(
                "dashboard-failed-factor",
                of(&[Failure::WrongFactor, Failure::LateFactor, Failure::SettingUp]),
            ),
            self.happened(
                "dashboard-failed-other",
                of(&[Failure::TooMany, Failure::TooLong, Failure::NotActive]),
            ),
        ];
        self.lines("failures", "dashboard-failures", self.words.say("dashboard-failures-text"), columns, None)
    }

    /// Why.
    fn failures(&self) -> Figure {
        let name = |failure: Failure| match failure {
            Failure::WrongPassword => "dashboard-failure-wrong-password",
            Failure::WrongFactor => "dashboard-failure-wrong-factor",
            Failure::LateFactor => "dashboard-failure-late-factor",
            Failure::SettingUp => "dashboard-failure-setting-up",
            Failure::TooMany => "dashboard-failure-too-many",
            Failure::TooLong => "dashboard-failure-too-long",
            Failure::NotActive => "dashboard-failure-not-active",
        };
        let totals = Failure::ALL.map(|it| (self.words.say(name(it)), self.total(Count::Failure(it))));
        self.bars("reasons", "dashboard-reasons", "dashboard-reasons-text", totals.to_vec())
    }

    /// What became of passcodes that were sent.
    fn codes(&self, channel: Channel) -> Figure {
        let name = |fate: Fate| match fate {
            Fate::AskedFor => "dashboard-code-asked-for",
            Fate::HandedOver => "dashboard-code-handed-over",
            Fate::Arrived => "dashboard-code-arrived",
            Fate::NotSent => "dashboard-code-not-sent",
        };
        let column = |fate| self.happened(name(fate), move |count| *count == Count::Code(channel, fate));
        let columns = Fate::ALL.into_iter().map(column).collect();
        let (id, key) = match channel {
            Channel::Sms => ("text-messages", "dashboard-codes-sms"),
            Channel::Email => ("e-mails", "dashboard-codes-email"),
        };
        self.lines(id, key, self.words.say("dashboard-codes-text"), columns, None)
    }

    fn people(&self, name: &str, of: impl Fn(&BTreeMap<Count, u64>) -> u64) -> Column {
        let values = self.spans.iter().map(|span| span.people.as_ref().map(&of)).collect();
        Column { name: self.words.say(name), values, is_stock: true }
    }

    fn happened(&self, name: &str, wanted: impl Fn(&Count) -> bool) -> Column {
        let sum = |span: &Span| span.counts.iter().filter(|(count, _)| wanted(count)).map(|(_, n)| n).sum();
        Column {
            name: self.words.say(name),
            values: self.spans.iter().map(|span| Some(sum(span))).collect(),
            is_stock: false,
        }
    }

    fn total(&self, wanted: Count) -> u64 {
        self.spans.iter().filter_map(|span| span.counts.get(&wanted)).sum()
    }

    fn lines(
        &self,
        id: &'static str,
        heading: &str,
        text: String,
        columns: Vec<Column>,
        mark: Option<(Day, String)>,
    ) -> Figure {
        let words = self.words;
        let heading = words.say(heading);
        let days: Vec<Day> = self.spans.iter().map(|span| span.last).collect();
        let day = |day: Option<&Day>| day.map_or_else(String::new, |day| tell::day(words, day.start()));
        let label = |column: &Column| match column.values.iter().flatten().last().filter(|_| column.is_stock)
        {
            Some(last) => words
                .phrase("dashboard-label")
                .with("name", column.name.as_str())
                .with("n", *last)
                .to_string(),
            None => column.name.clone(),
        };
        let line = |column: &Column| Line { label: label(column), values: column.values.clone() };
        let plot = Lines {
            id,
            title: &heading,
            days: &days,
            ends: [day(days.first()), day(days.last())],
            lines: columns.iter().map(line).collect(),
            mark,
        };
        let svg = plot.svg(words);
        let row = |(index, span): (usize, &Span)| {
            let cell = |column: &Column| self.cell(column.values.get(index).copied().flatten());
            (self.span(span, index + 1 == self.spans.len()), columns.iter().map(cell).collect())
        };
        // The newest first: that is what is looked for.
        let rows = self.spans.iter().enumerate().rev().map(row).collect();
        let head = [words.say("dashboard-when")]
            .into_iter()
            .chain(columns.iter().map(|it| it.name.clone()))
            .collect();
        Figure { id, heading, text, svg, head, rows }
    }

    fn bars(&self, id: &'static str, heading: &str, text: &str, totals: Vec<(String, u64)>) -> Figure {
        let words = self.words;
        let (heading, text) = (words.say(heading), words.say(text));
        let svg = bars(words, id, &heading, &totals);
        let rows = totals.into_iter().map(|(name, n)| (name, vec![number(words, n)])).collect();
        let head = vec![words.say("dashboard-why"), words.say("dashboard-how-many")];
        Figure { id, heading, text, svg, head, rows }
    }

    fn cell(&self, value: Option<u64>) -> String {
        value.map_or_else(|| "–".to_owned(), |value| number(self.words, value))
    }

    /// A span in words: its day, or from when to when. What is not over says so.
    fn span(&self, span: &Span, is_last: bool) -> String {
        let words = self.words;
        let day = |day: Day| tell::day(words, day.start());
        let text = match span.first == span.last {
            true => day(span.last),
            false => words
                .phrase("dashboard-span")
                .with("from", day(span.first))
                .with("to", day(span.last))
                .to_string(),
        };
        if is_last { words.phrase("dashboard-so-far").with("span", text).to_string() } else { text }
    }
}
