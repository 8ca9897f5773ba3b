//! Coverage as text for a person, as JSON, and as LCOV for the tools that read it.

use super::{Coverage, Point, Share};
use crate::cases::report::quote;
use crate::money::Locale;
use crate::policy::load::LineIndex;
use std::collections::BTreeMap;
use std::fmt::Write;

/// For each policy its share, for each clause how many points were reached, and what is missing with its line.
pub fn text(coverages: &[Coverage<'_>], locale: Locale) -> String {
    let (of, points_of_all) = (locale.pick("of", "van"), locale.pick("points", "punten"));
    let missed = locale.pick("missed, line", "gemist, regel");
    let mut out = String::new();
    for coverage in coverages {
        let lines = LineIndex::new(&coverage.policy.source);
        let (reached, points) = (coverage.reached(), coverage.points.len());
        let policy = coverage.policy;
        let _ = writeln!(
            out,
            "{} {}: {reached} {of} {points} {points_of_all} ({}%)",
            policy.id,
            policy.version,
            Share { reached, points }
        );
        for (clause, place) in policy.clauses.iter().zip(0_u16..) {
            let own = |point: &&Point| point.clause == place;
            let (all, left) = (coverage.points.iter().filter(own).count(), coverage.missed().filter(own).count());
            let _ = writeln!(out, "  {} ({}): {} {of} {all}", clause.id, clause.articles.join(", "), all - left);
            for point in coverage.missed().filter(own) {
                let (line, _) = lines.position(point.span.start);
                let _ = writeln!(out, "    {missed} {line}: {}", point.what.get(locale));
            }
        }
    }
    out
}

/// One JSON object: `policies`, each with `policy`, `version`, `reached`, `points` (how many), and `clauses`, each with
/// `clause`, `articles` and `points`: `line`, `what` and `hits`.
pub fn json(coverages: &[Coverage<'_>]) -> String {
    let policies: Vec<String> = coverages.iter().map(json_policy).collect();
    format!("{{\"policies\":[{}]}}\n", policies.join(","))
}

fn json_policy(coverage: &Coverage<'_>) -> String {
    let lines = LineIndex::new(&coverage.policy.source);
    let clauses = coverage.policy.clauses.iter().zip(0_u16..).map(|(clause, place)| {
        let points = coverage.points.iter().zip(&coverage.hits).filter(|(point, _)| point.clause == place);
        let points: Vec<String> = points
            .map(|(point, hits)| {
                let (line, _) = lines.position(point.span.start);
                format!("{{\"line\":{line},\"what\":{},\"hits\":{hits}}}", quote(&point.what.en))
            })
            .collect();
        let articles: Vec<String> = clause.articles.iter().map(|article| quote(article)).collect();
        format!(
            "{{\"clause\":{},\"articles\":[{}],\"points\":[{}]}}",
            quote(&clause.id),
            articles.join(","),
            points.join(",")
        )
    });
    let clauses: Vec<String> = clauses.collect();
    format!(
        "{{\"policy\":{},\"version\":{},\"reached\":{},\"points\":{},\"clauses\":[{}]}}",
        quote(&coverage.policy.id),
        quote(&coverage.policy.version),
        coverage.reached(),
        coverage.points.len(),
        clauses.join(",")
    )
}

/// An LCOV tracefile. A policy file is a source file, a clause a function, a line with points a line, a point a branch.
///
/// `root` stands before the names of the policy files, as in `policies/`.
pub fn lcov(coverages: &[Coverage<'_>], root: &str) -> String {
    let mut out = String::new();
    coverages.iter().for_each(|coverage| lcov_file(&mut out, coverage, root));
    out
}

fn lcov_file(out: &mut String, coverage: &Coverage<'_>, root: &str) {
    let lines = LineIndex::new(&coverage.policy.source);
    let mut by_line: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (point, hits) in coverage.points.iter().zip(&coverage.hits) {
        by_line.entry(lines.position(point.span.start).0).or_default().push(*hits);
    }
    let _ = writeln!(out, "TN:\nSF:{root}{}", coverage.policy.file);
    let mut functions_hit = 0;
    for (clause, place) in coverage.policy.clauses.iter().zip(0_u16..) {
        let (line, _) = lines.position(clause.span.start);
        let first = coverage.points.iter().zip(&coverage.hits).find(|(point, _)| point.clause == place);
        let hits = first.map_or(0, |(_, hits)| *hits);
        functions_hit += usize::from(hits > 0);
        let _ = writeln!(out, "FN:{line},{}\nFNDA:{hits},{}", clause.id, clause.id);
    }
    let _ = writeln!(out, "FNF:{}\nFNH:{functions_hit}", coverage.policy.clauses.len());
    for (line, points) in &by_line {
        // Of a line that some case reached, the branches that none took stand at 0; of any other line at `-`.
        let reached = points.iter().any(|hits| *hits > 0);
        for (branch, hits) in points.iter().enumerate() {
            let taken = if reached { hits.to_string() } else { "-".to_owned() };
            let _ = writeln!(out, "BRDA:{line},0,{branch},{taken}");
        }
    }
    let _ = writeln!(out, "BRF:{}\nBRH:{}", coverage.points.len(), coverage.reached());
    for (line, points) in &by_line {
        let _ = writeln!(out, "DA:{line},{}", points.iter().max().copied().unwrap_or(0));
    }
    let lines_hit = by_line.values().filter(|points| points.iter().any(|hits| *hits > 0)).count();
    let _ = writeln!(out, "LF:{}\nLH:{lines_hit}\nend_of_record", by_line.len());
}
