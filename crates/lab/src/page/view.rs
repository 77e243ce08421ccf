//! What the page's template is given: texts, tables and pictures, in the order they are read.

use serde::Serialize;
use zopa_markup::page::{Figure, Heat, Table};
use zopa_statistics::Verdict;

use super::{cloud, figures, heat::heat};
use crate::{Comparison, Report, report::wording};

/// How many comparisons of a family are told in full; the others stand in the plot, its table and in JSON.
pub(super) const TOLD_MAX: usize = 6;
/// How many clouds are drawn, of those that rank best.
const CLOUDS_MAX: usize = 12;

/// The page.
#[derive(Debug, Serialize)]
pub(super) struct Page {
    title: String,
    asked: String,
    notes: Vec<String>,
    metric: &'static str,
    standings: Table,
    ranks: Option<Figure>,
    heat: Heat,
    families: Vec<Family>,
    clouds: Vec<Figure>,
    clouds_left: usize,
    luck: Option<Figure>,
    meta: Option<Figure>,
    looks: Option<Figure>,
    not_covered: String,
    command: String,
    provenance: Vec<(&'static str, String)>,
}

/// A family of comparisons.
#[derive(Debug, Serialize)]
struct Family {
    says: String,
    forest: Figure,
    told: Vec<Told>,
    left: usize,
}

/// One comparison in full.
#[derive(Debug, Serialize)]
struct Told {
    title: String,
    verdict: &'static str,
    lines: Vec<(&'static str, String)>,
    detail: Option<Figure>,
    scenarios: Option<Figure>,
}

impl Page {
    pub(super) fn of(report: &Report, command: &str) -> Self {
        let families = report.families.iter().enumerate().map(|(at, family)| {
            let told = family.comparisons.iter().enumerate().take(TOLD_MAX).map(|(place, comparison)| Told {
                title: format!("{} against {} · {}", comparison.a, comparison.b, wording::metric(comparison.metric)),
                verdict: comparison.verdict.map_or("none", Verdict::word),
                lines: explained(report, family.comparisons.len(), comparison),
                detail: figures::detail(report, &format!("detail-{at}-{place}"), comparison),
                scenarios: figures::scenarios(report, &format!("scenarios-{at}-{place}"), comparison),
            });
            Family {
                says: wording::family(report, &family.name, family.comparisons.len()),
                forest: figures::forest(report, at, family),
                told: told.collect(),
                left: family.comparisons.len().saturating_sub(TOLD_MAX),
            }
        });
        let settled = report.standings.iter().filter_map(|standing| {
            let of = report.settlements.iter().find(|of| of.name == standing.name)?;
            Some((standing, of))
        });
        let cloud = |(at, (standing, of)): (usize, (&crate::Standing, &crate::Settlements))| {
            cloud::figure(format!("cloud-{at}"), of, 1.0 - standing.endings[0])
        };
        let made = &report.provenance;
        Self {
            title: report.title.clone(),
            asked: wording::asked(report),
            notes: wording::notes(report),
            metric: wording::first_metric(report),
            standings: standings(report),
            ranks: figures::ranks(report),
            heat: heat(report),
            families: families.collect(),
            clouds: settled.take(CLOUDS_MAX).enumerate().map(cloud).collect(),
            clouds_left: report.standings.len().saturating_sub(CLOUDS_MAX),
            luck: figures::luck(report),
            meta: figures::meta(report),
            looks: figures::looks(report),
            not_covered: wording::not_covered(report),
            command: command.to_owned(),
            provenance: vec![
                ("plan", made.plan.clone()),
                ("root", made.root.clone()),
                ("seed", made.seed.to_string()),
                ("engine", made.engine.clone()),
                ("rng", made.rng.to_string()),
                ("math", made.math.clone()),
            ],
        }
    }
}

/// What is said of a comparison. A browser makes one blank of two, so what stands apart in a terminal gets a dot here.
fn explained(report: &Report, family: usize, comparison: &Comparison) -> Vec<(&'static str, String)> {
    let lines = wording::explained(report, family, comparison);
    lines.into_iter().map(|(label, text)| (label, text.replace("  ", " · "))).collect()
}

/// How everybody did on every metric.
fn standings(report: &Report) -> Table {
    let metrics = report.metrics.iter().map(|metric| wording::metric(*metric).to_owned());
    let mut head = vec!["candidate".to_owned(), "ranks".to_owned()];
    head.extend(metrics);
    head.extend(["deals, with interval", "rounds to one", "plays"].map(str::to_owned));
    let row = |standing: &crate::Standing| {
        let mut row = vec![standing.name.clone(), wording::ranks(standing)];
        row.extend(standing.levels.iter().map(|level| format!("{:.3}", level.mean)));
        row.push(wording::rate(&standing.agreement));
        row.push(wording::rounds_to_deal(standing));
        row.push(standing.spec.clone());
        row
    };
    Table {
        caption: "Means over scenarios, the best on the first metric first".to_owned(),
        head,
        rows: report.standings.iter().map(row).collect(),
    }
}
