//! A small scenario for tests: valid, and with every construct of the format in it.

/// The scenario, as a file.
pub(crate) const SMALL: &str = r##"// A cloud and a laboratory.
Scenario(
    schema: 1,
    id: "small",
    title: "A small alliance",
    asof: "2025-09",
    rounds: 10,
    goals: ["Trade across issues."],
    brief: "Cumulo and Lumen talk about capacity.",
    issues: [
        (
            name: "price",
            title: "Price per GPU-hour",
            topic: Pricing,
            unit: "$/GPU-h",
            about: "What an hour costs.", // and nothing else
            values: Range(from: 2.20, to: 3.60, step: 0.20),
        ),
        (
            name: "notice",
            title: "Notice period",
            topic: Exit,
            unit: "days",
            values: Numbers([180, 90, 30]),
        ),
        (
            name: "weights",
            title: "Ownership of tuned weights",
            topic: Ip,
            values: Labels([
                ("lab", "the laboratory"),
                ("joint", r#"both, "jointly""#),
                ("cloud", ""),
            ]),
        ),
    ],
    exclusions: [
        (when: [Is("notice", 180), Is("weights", "cloud")], because: "The regulator forbids it."),
    ],
    criteria: [
        (
            id: "index",
            title: "Price index",
            issue: "price",
            strength: 0.7,
            rebuttability: 0.3,
            cite: "The index stands at 2.60.",
        ),
    ],
    parties: [
        (
            id: "lumen",
            name: "Lumen",
            role: "Head of Research",
            persona: (person: "Ada Marsh", archetype: ModelLab, style: Analytical),
            brief: "You need capacity by spring.",
            batna: (plan: "Stay with the old cluster.", worth: 30),
            aspiration: (worth: 80, guidance: "Ask for the weights first."),
            values: [
                (
                    issue: "price",
                    weight: 50,
                    of: Linear(worst: 3.60, best: 2.20),
                    because: "The grant is fixed.",
                ),
                (
                    issue: "notice",
                    weight: 20,
                    of: Piecewise([(30, 0), (90, 0.8), (180, 1)]),
                    because: "A training run cannot move at once.",
                ),
                (
                    issue: "weights",
                    weight: 30,
                    of: Table([("lab", 1), ("joint", 0.4), ("cloud", 0)]),
                    because: "They are the work of years.",
                ),
            ],
            interactions: [
                (
                    when: [AtMost("price", 2.60), OneOf("weights", ["lab", "joint"])],
                    worth: 5,
                    because: "Both together win the board.",
                ),
            ],
            red_lines: [
                (
                    when: [Is("weights", "cloud"), AtLeast("price", 3)],
                    because: "Paying to give away.",
                ),
            ],
            mandate: [
                (
                    when: [Not("weights", "lab")],
                    to: "the dean",
                    because: "University policy.",
                    level: Steering,
                ),
            ],
        ),
        (
            id: "cumulo",
            name: "Cumulo",
            role: "Director of Alliances",
            persona: (person: "Ben Otieno", archetype: Hyperscaler, style: Direct),
            brief: "You have capacity to fill.",
            batna: (plan: "Sell it on the spot market.", worth: 35),
            aspiration: (worth: 85, guidance: "Hold the price."),
            values: [
                (
                    issue: "price",
                    weight: 60,
                    of: Linear(worst: 2.20, best: 3.60),
                    because: "Margins are thin.",
                ),
                (
                    issue: "notice",
                    weight: 25,
                    of: Peaked(peak: 90, low: 0, high: 0.5),
                    because: "Planning.",
                ),
                (
                    issue: "weights",
                    weight: 15,
                    of: Table([("cloud", 1), ("joint", 0.5), ("lab", 0)]),
                    because: "A model zoo sells hours.",
                ),
            ],
        ),
    ],
)
"##;

#[cfg(test)]
mod tests {
    use super::SMALL;

    #[test]
    fn it_means_what_it_says() {
        let (scenario, said) = crate::read(SMALL);
        assert_eq!(said, []);
        let scenario = scenario.expect("the sample is valid");
        assert_eq!(scenario.space().size(), 8 * 3 * 3);
        let lumen = scenario.party(zopa_core::PartyId(0));
        assert_eq!(lumen.preferences.reservation().get(), 0.3);
        assert_eq!(lumen.preferences.aspiration().map(|a| a.get()), Some(0.8));
        let of = |texts: [&str; 3]| {
            let space = scenario.space();
            let values: Vec<_> =
                space.issues().iter().zip(texts).map(|(i, t)| i.value_named(t).expect("a value")).collect();
            space.outcome(&values).expect("an outcome")
        };
        // 50 for the best price, 0.8 · 20 for the notice, 30 for the weights and 5 for both together.
        assert_eq!(lumen.preferences.utility(of(["2.20", "90", "lab"])).get(), 1.01);
        assert!(lumen.preferences.crossed(of(["3.00", "30", "cloud"])).is_some());
        assert!(lumen.preferences.crossed(of(["2.80", "30", "cloud"])).is_none());
        assert_eq!(lumen.beyond_mandate(of(["2.20", "30", "joint"]), None).count(), 1);
        assert_eq!(lumen.beyond_mandate(of(["2.20", "30", "joint"]), Some(zopa_core::Level::Council)).count(), 1);
        assert_eq!(lumen.beyond_mandate(of(["2.20", "30", "joint"]), Some(zopa_core::Level::Sponsor)).count(), 0);
        assert_eq!(
            scenario.space().excluded(of(["2.20", "180", "cloud"])).map(|e| e.because.as_str()),
            Some("The regulator forbids it.")
        );
    }
}
