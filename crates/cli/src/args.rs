//! The command line.

use clap::{Parser, Subcommand};

use crate::{
    audit, cohort, completions, dossier, drill, grade, lab, levels, pack, persona, play, prep, rate, replay, resume,
    review, run, scenario, segment, strategies,
};

/// Negotiate in the terminal with a simulated partner, and learn what was possible.
#[derive(Debug, Parser)]
#[command(
    name = "zopa",
    version,
    max_term_width = 100,
    propagate_version = true,
    after_help = "\
Examples:
  zopa play                                   negotiate the built-in scenario
  zopa play scenarios/isv-revenue-share.ron --seed 7 --record mine.jsonl
  zopa review mine.jsonl --open               what it shows, and what to try next
  zopa replay verify mine.jsonl               intact, legal, reproduced?
  zopa scenario check scenarios/*.ron         every problem of every file
  zopa run isv-revenue-share --a boulware --b micro   two strategies negotiate

Exit codes: 0 done, 1 negative answer (invalid, diverged), 2 usage, 3 unreadable input, 70 a bug of ours."
)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Negotiate a scenario with a simulated partner.
    Play(play::PlayArgs),
    /// Show what each level of difficulty sets.
    Levels(levels::LevelsArgs),
    /// Write a preparation sheet before a session.
    Prep(prep::PrepArgs),
    /// Go on with a recorded session that was interrupted.
    Resume(resume::ResumeArgs),
    /// Play a session that has ended once more, with the other side's papers shown or from the other chair.
    Rematch(play::rematch::RematchArgs),
    /// Practise one's own costly moments, spaced over days.
    Drill(drill::DrillArgs),
    /// Show, verify or branch recorded sessions.
    Replay(replay::ReplayArgs),
    /// Say what a recorded session shows: the result, three points, the other side's papers.
    Review(review::ReviewArgs),
    /// Lay a class's recorded sessions side by side: verified, reviewed, graded.
    Cohort(cohort::CohortArgs),
    /// Pack a scenario for a class: sealed papers, a seed a student.
    Pack(pack::PackArgs),
    /// Open, play again and grade what was handed in for a pack.
    Grade(grade::GradeArgs),
    /// Rate recorded sessions by a rubric, and see whether raters agree.
    Rate(rate::RateArgs),
    /// Check, show and format scenario files.
    Scenario(scenario::ScenarioArgs),
    /// List, show, check and begin personas: who a partner is, and how it talks.
    Persona(persona::PersonaArgs),
    /// Let two strategies negotiate a scenario, and show how it went.
    Run(run::RunArgs),
    /// Play experiments of many sessions, and say what they show.
    Lab(lab::LabArgs),
    /// Write the papers of an alliance from the deal of a recorded session.
    Dossier(dossier::DossierArgs),
    /// Check the papers of an alliance: complete, and as agreed?
    Audit(audit::AuditArgs),
    /// Place a portfolio of candidate partners in segments, and say how to negotiate with each.
    Segment(segment::SegmentArgs),
    /// List and show the strategies and their components.
    Strategies(strategies::StrategiesArgs),
    /// Print a completion script for a shell.
    Completions(completions::CompletionsArgs),
}
