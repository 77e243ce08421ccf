//! Many sessions: plan, run, statistics, reports.
