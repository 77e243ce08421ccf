//! The scenarios that come with the program.

/// Id and text of each built-in scenario; the first is the one played when none is named.
pub(crate) const BUILTIN: &[(&str, &str)] = &[
    ("gpu-capacity-alliance", include_str!("../../../../scenarios/gpu-capacity-alliance.ron")),
    ("university-research-partnership", include_str!("../../../../scenarios/university-research-partnership.ron")),
    ("isv-revenue-share", include_str!("../../../../scenarios/isv-revenue-share.ron")),
    ("accelerator-ramp", include_str!("../../../../scenarios/accelerator-ramp.ron")),
    ("sovereign-model-hosting", include_str!("../../../../scenarios/sovereign-model-hosting.ron")),
    ("insurer-rollout-alliance", include_str!("../../../../scenarios/insurer-rollout-alliance.ron")),
    ("runtime-upstream-backend", include_str!("../../../../scenarios/runtime-upstream-backend.ron")),
    ("clinical-content-licence", include_str!("../../../../scenarios/clinical-content-licence.ron")),
];

/// The text of a built-in scenario, by id or a unique beginning of it.
pub(crate) fn text(id: &str) -> Option<&'static str> {
    crate::package::by_prefix(id, BUILTIN.iter().map(|(id, _)| *id)).ok().map(|at| BUILTIN[at].1)
}
