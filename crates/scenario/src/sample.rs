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
            favours: 2.60,
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

/// A commercial model for the sample: the public part, and the books of its first party.
pub(crate) const COMMERCIAL: (&str, &str) = (
    r#"commercial: (
        money: "k$",
        volume: "k GPU-h",
        payer: "lumen",
        payee: "cumulo",
        demand: [10, 20, 30, 40],
        taken: By("weights", [("lab", 1), ("joint", 1), ("cloud", 0.8)]),
        downside: (title: "The grant is late.", from: 3, share: 0.5, events: [("takeover", 4)]),
        price: Of("price"),
        discounts: [(above: 20, off: Fixed(0.05)), (above: 30, off: Fixed(0.1))],
        credits: (base: Fixed(0.01), downside: Fixed(0.04)),
        commitment: (total: Fixed(120), every: 2, true_up: Fixed(0.5), rollover: Fixed(0.25)),
        shares: [(title: "model revenue", by: "lumen", share: Fixed(0.02), per_unit: 5)],
        investments: [
            (
                title: "Onboarding",
                by: "cumulo",
                amount: Fixed(12),
                milestones: [(quarter: 0, share: 0.5), (quarter: 2, share: 0.5, volume: 25)],
                clawback: (quarter: 4, volume: 80, share: Fixed(0.5)),
            ),
        ],
        exits: [
            (title: "leave", of: "cumulo", when: MissedMinimum),
            (title: "leave", of: "lumen", when: CreditsAbove(0.03), fee: Fixed(2)),
            (title: "leave", of: "lumen", when: VolumeBelow(volume: 20, quarters: 2), given: Fixed(0)),
            (title: "leave", of: "lumen", when: Event("takeover"), fee: Percent("notice")),
        ],
    ),
    parties: ["#,
    r#"books: (
                weight: 60, rate: 0.1, downside: 0.25,
                lines: [
                    (title: "Results", each: Unit, amount: Fixed(4)),
                    (title: "Staff", each: Quarter, amount: Fixed(-3)),
                    (title: "Scale", each: UnitAbove(25), amount: Fixed(0.5)),
                    (title: "Lawyers", each: Once(0), amount: By("weights", [("lab", -2), ("joint", -1), ("cloud", 0)])),
                ],
                alternative: 2,
            ),
            interactions: ["#,
);

/// The sample with a commercial model, in which the price is worth only what the money is.
pub(crate) fn commercial((public, own): (&str, &str)) -> String {
    let edits = [
        ("parties: [", public),
        ("interactions: [", own),
        ("weight: 50,\n                    of: Linear(worst: 3.60, best: 2.20)", "weight: 0, of: Model"),
        ("weight: 30,\n                    of: Table([(\"lab\"", "weight: 30, of: Table([(\"lab\""),
        ("weight: 20", "weight: 10"),
    ];
    edits.iter().fold(SMALL.to_owned(), |text, (from, to)| {
        assert!(text.contains(from), "{from}");
        text.replacen(from, to, 1)
    })
}

#[cfg(test)]
mod tests {
    use super::{COMMERCIAL, SMALL, commercial};

    /// What an outcome is worth is what its money is worth on the line from the worst to the best, and what its values are
    /// worth beside.
    #[test]
    fn money_becomes_points() {
        let (scenario, said) = crate::read(&commercial(COMMERCIAL));
        assert_eq!(said, []);
        let scenario = scenario.expect("the sample is valid");
        let (model, space) = (scenario.commercial().expect("a model"), scenario.space());
        let lumen = scenario.party(zopa_core::PartyId(0));
        let books = lumen.books.as_ref().expect("books");
        let npv = |outcome| {
            let npv = zopa_commercial::expected(model, (zopa_core::PartyId(0), books), space, outcome);
            npv.amount().millionths() as f64 / 1e6
        };
        let all: Vec<f64> = space.outcomes().map(npv).collect();
        let (low, high) = all.iter().fold((f64::MAX, f64::MIN), |(low, high), npv| (low.min(*npv), high.max(*npv)));
        assert!(high - low > 20.0, "{low} to {high}");
        for (outcome, npv) in space.outcomes().zip(all) {
            let beside: f64 = space
                .values(outcome)
                .zip([&[0.0; 8][..], &[10.0, 8.0, 0.0], &[30.0, 12.0, 0.0]])
                .map(|(value, of)| of[value.index()])
                .sum();
            let together: f64 =
                lumen.interactions.iter().filter(|i| i.when.holds(space, outcome)).map(|i| i.worth).sum();
            let worth = (npv - low) / (high - low) * 60.0 + beside + together;
            let found = lumen.preferences.utility(outcome).get() * 100.0;
            assert!((found - worth).abs() < 0.0006, "{found} and {worth}");
        }
    }

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
