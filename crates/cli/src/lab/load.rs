//! From the name of an experiment to its plan: the files it names are read here, and nowhere below.

use std::path::{Path, PathBuf};

use zopa_interchange::{Semantics, import};
use zopa_lab::{Experiment, Plan};
use zopa_scenario::{Scenario, Severity};

use crate::{
    Console, Exit, Failure, Stop,
    diagnostics::render,
    play,
    scenario::{import::files, name, text_of},
};

/// The experiment in a file; `None` where it has errors, which are shown.
pub(super) fn experiment(file: &Path, console: &mut Console<'_>) -> Result<Option<Experiment>, Stop> {
    let source = text_of(file)?;
    let (experiment, said) = zopa_lab::read(&source);
    if experiment.is_none() || said.iter().any(|said| said.severity == Severity::Warning) {
        write!(console.err, "{}", render(&name(file), &source, &said, console.colour, console.width))?;
    }
    Ok(experiment)
}

/// The plan of the experiment in a file; `None` where it has errors, which are shown.
pub(super) fn plan(file: &Path, shards: u32, console: &mut Console<'_>) -> Result<Option<Plan>, Stop> {
    let Some(experiment) = experiment(file, console)? else { return Ok(None) };
    let beside = file.parent().unwrap_or(Path::new("")).to_owned();
    let names: Vec<String> = experiment.scenario_names().map(str::to_owned).collect();
    planned(experiment, &names, &beside, shards, console).map(Some)
}

/// The plan of an experiment with scenarios of these names.
pub(super) fn planned(
    experiment: Experiment,
    names: &[String],
    beside: &Path,
    shards: u32,
    console: &mut Console<'_>,
) -> Result<Plan, Stop> {
    let scenarios = names.iter().map(|name| scenario(name, beside, console)).collect::<Result<Vec<_>, _>>()?;
    let refused = |error: zopa_lab::PlanError| Failure {
        exit: Exit::Negative,
        message: format!("the experiment cannot be planned: {error}"),
        help: String::new(),
    };
    Ok(Plan::new(experiment, scenarios, shards).map_err(refused)?)
}

/// A scenario by what an experiment calls it: a file or folder beside the experiment, or one that is built in.
fn scenario(wanted: &str, beside: &Path, console: &mut Console<'_>) -> Result<Scenario, Stop> {
    let path: PathBuf = beside.join(wanted);
    if path.is_dir() {
        let imported = import(&files(&[path])?, Semantics::Genius);
        let refused = |error| Failure {
            exit: Exit::Negative,
            message: format!("{wanted} is no domain: {error}"),
            help: "`zopa scenario import` says more".to_owned(),
        };
        return Ok(imported.map_err(refused)?.scenario);
    }
    let shown = path.to_string_lossy();
    play::load(Some(if path.exists() { &shown } else { wanted }), console)
}
