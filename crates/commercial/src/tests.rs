//! A pro forma worked out by hand, and the laws of money.

use proptest::prelude::*;
use zopa_core::{Decimal, Issue, IssueId, Outcome, OutcomeSpace, PartyId, Topic, ValueId, Values};

use crate::{
    Amount, Books, Clawback, Commitment, Credits, Discount, Downside, Each, Exit, Investment, Item, Lever, Line,
    Milestone, Model, Npv, Outlook, ProForma, RevenueShare, Trigger, expected, npv, table, terms,
};

const BUYER: PartyId = PartyId(0);
const SELLER: PartyId = PartyId(1);

fn amount(text: &str) -> Amount {
    Amount::of(text.parse().unwrap()).unwrap()
}

fn fixed(text: &str) -> Lever {
    Lever::Fixed(amount(text))
}

fn amounts(texts: &str) -> Vec<Amount> {
    texts.split_whitespace().map(amount).collect()
}

/// Price 2, 3 or 4; commitment 0 or 60.
fn space() -> OutcomeSpace {
    let issue = |name: &str, title: &str, unit: &str, numbers: &[i32]| {
        let numbers = numbers.iter().map(|n| Decimal::from(*n)).collect();
        Issue::new(name, title, Topic::Pricing, unit, Values::Decimals(numbers)).unwrap()
    };
    let issues = vec![issue("price", "Price", "$/h", &[2, 3, 4]), issue("commit", "Commitment", "M$", &[0, 60])];
    OutcomeSpace::new(issues, vec![]).unwrap()
}

fn model() -> Model {
    Model {
        money: "M$".into(),
        volume: "M h".into(),
        payer: BUYER,
        payee: SELLER,
        demand: amounts("4 6 8 10"),
        taken: fixed("1"),
        downside: Downside {
            title: "The ramp stalls.".into(),
            from: 3,
            share: amount("0.5"),
            events: vec![("change-of-control".into(), 4)],
        },
        price: Lever::By(IssueId(0), amounts("2 3 4")),
        discounts: vec![Discount { above: amount("8"), off: fixed("0.1") }],
        credits: Some(Credits { base: fixed("0"), downside: fixed("0.05") }),
        commitment: Some(Commitment {
            total: Lever::By(IssueId(1), amounts("0 60")),
            every: 2,
            true_up: fixed("0.5"),
            rollover: fixed("0.2"),
        }),
        shares: vec![RevenueShare {
            title: "resale revenue".into(),
            by: SELLER,
            share: fixed("0.25"),
            per_unit: amount("0.8"),
        }],
        investments: vec![Investment {
            title: "Migration fund".into(),
            by: SELLER,
            amount: fixed("10"),
            milestones: vec![
                Milestone { quarter: 0, share: amount("0.4"), volume: Amount::ZERO },
                Milestone { quarter: 3, share: amount("0.6"), volume: amount("16") },
            ],
            clawback: Some(Clawback { quarter: 4, volume: amount("20"), share: fixed("0.5") }),
        }],
        exits: vec![
            Exit {
                of: SELLER,
                title: "leave".into(),
                when: Trigger::MissedMinimum,
                given: fixed("1"),
                fee: fixed("0"),
            },
            Exit { of: BUYER, title: "leave".into(), when: Trigger::Event(0), given: fixed("1"), fee: fixed("3") },
            Exit {
                of: BUYER,
                title: "leave".into(),
                when: Trigger::CreditsAbove(amount("0.04")),
                given: fixed("1"),
                fee: fixed("0"),
            },
            Exit {
                of: SELLER,
                title: "leave".into(),
                when: Trigger::VolumeBelow(amount("6"), 2),
                given: fixed("0"),
                fee: fixed("0"),
            },
        ],
    }
}

fn books(rate: &str, lines: Vec<Line>) -> Books {
    Books { rate: amount(rate), downside: amount("0.25"), lines, alternative: None }
}

fn line(each: Each, text: &str) -> Line {
    Line { title: "own".into(), each, amount: fixed(text) }
}

fn seller() -> Books {
    books("0.08", vec![line(Each::Unit, "-1.5"), line(Each::UnitAbove(amount("5")), "0.3"), line(Each::Once(0), "-2")])
}

/// Price 3, commitment 60.
fn agreed(space: &OutcomeSpace) -> Outcome {
    space.outcome(&[ValueId(1), ValueId(1)]).unwrap()
}

fn row(statement: &crate::Statement, at: usize) -> Vec<String> {
    statement.rows[at].amounts.iter().map(ToString::to_string).collect()
}

/// The base outlook, price 3, worked out by hand.
///
/// Volumes 4 6 8 10. Usage 3·4 = 12, 18, 24, and 3·8 + 2·3·0.9 = 29.4. Minimums of 30 for two quarters: 30 are spent in the
/// first two, 53.4 in the last two; nothing is short. The seller shares 0.25 of 0.8 a unit: 0.8 1.2 1.6 2. The fund: 4 at
/// signing, 6 in quarter 3, by when 18 ≥ 16 are used; 28 ≥ 20 by quarter 4, so nothing comes back.
/// The seller's own: −1.5 a unit (−6 −9 −12 −15), +0.3 on units above 5 (0 0.3 0.9 1.5), −2 at signing.
/// Net: −6 · 12 − 0.8 − 6 = 5.2 · 18 − 1.2 − 9 + 0.3 = 8.1 · 24 − 1.6 − 6 − 12 + 0.9 = 5.3 · 29.4 − 2 − 15 + 1.5 = 13.9.
/// At 8 % a year the factors are 1 / 1.02: 0.980392157, 0.961168781, 0.942322334, 0.923845425, and the present values
/// 5.0980392164, 7.7854671261, 4.9943083702, 12.8414514075; with −6 together 24.7192661202.
#[test]
fn a_base_pro_forma_by_hand() {
    let (model, space) = (model(), space());
    let pro_forma = ProForma::of(&model, &space, agreed(&space), Outlook::Base);
    assert_eq!(pro_forma.volumes, amounts("0 4 6 8 10"));
    assert_eq!(pro_forma.rights, []);
    let statement = pro_forma.statement(&model, (SELLER, &seller()), (&space, agreed(&space)));
    let titles: Vec<_> = statement.rows.iter().map(|row| row.title.as_str()).collect();
    assert_eq!(titles, ["Usage", "resale revenue", "Migration fund", "own", "own", "own"]);
    assert_eq!(row(&statement, 0), ["0", "12", "18", "24", "29.4"]);
    assert_eq!(row(&statement, 1), ["0", "-0.8", "-1.2", "-1.6", "-2"]);
    assert_eq!(row(&statement, 2), ["-4", "0", "0", "-6", "0"]);
    assert_eq!(row(&statement, 4), ["0", "0", "0.3", "0.9", "1.5"]);
    assert_eq!(statement.net, amounts("-6 5.2 8.1 5.3 13.9"));
    let factors: Vec<_> = statement.factors.iter().map(|factor| factor.text()).collect();
    assert_eq!(factors, ["1.0000", "0.9804", "0.9612", "0.9423", "0.9238"]);
    assert_eq!(statement.npv().amount(), amount("24.719266"));
    assert_eq!(statement.after(3).amount(), amount("12.841451"));
}

/// The downside, price 3, worked out by hand.
///
/// Volumes 4 6 4 5; usage 12 18 12 15; credits 5 % from quarter 3: 0.6 0.75. The first period spends its 30. The second spends 27 of
/// 30: 3 short, the last period, so nothing rolls over and half is billed: 1.5 in quarter 4. By quarter 3 only 14 < 16 are
/// used, so the fund's second part is not paid; by quarter 4 19 < 20, so half of the 4 paid comes back.
#[test]
fn a_downside_pro_forma_by_hand() {
    let (model, space) = (model(), space());
    let pro_forma = ProForma::of(&model, &space, agreed(&space), Outlook::Downside);
    let flow = |item: Item| pro_forma.flows.iter().find(|flow| flow.item == item).map(|flow| flow.amounts.clone());
    assert_eq!(flow(Item::Usage), Some(amounts("0 12 18 12 15")));
    assert_eq!(flow(Item::Credits), Some(amounts("0 0 0 0.6 0.75")));
    assert_eq!(flow(Item::TrueUp), Some(amounts("0 0 0 0 1.5")));
    assert_eq!(flow(Item::Investment(0)), Some(amounts("4 0 0 0 0")));
    assert_eq!(flow(Item::Clawback(0)), Some(amounts("0 0 0 0 2")));
    let rights: Vec<_> = pro_forma.rights.iter().map(|right| (right.exit, right.quarter, right.fee)).collect();
    assert_eq!(rights, [(0, 4, Amount::ZERO), (1, 4, amount("3")), (2, 3, Amount::ZERO)]);
    // At price 2 the first period spends 20 of 30: 2 of the 10 roll over, half of the other 8 is billed, and 32 are due next,
    // of which 18 are spent: half of 14.
    let cheap = space.outcome(&[ValueId(0), ValueId(1)]).unwrap();
    let pro_forma = ProForma::of(&model, &space, cheap, Outlook::Downside);
    let true_up = pro_forma.flows.iter().find(|flow| flow.item == Item::TrueUp).unwrap();
    assert_eq!(true_up.amounts, amounts("0 0 4 0 7"));
    assert_eq!(pro_forma.rights[0].quarter, 2);
}

#[test]
fn terms_read_like_a_contract() {
    let (model, space) = (model(), space());
    assert_eq!(
        terms(&model, &space, agreed(&space), &["Bo", "Sel"]),
        [
            "Bo buys from Sel at 3 $/h; 10 % off what goes above 8 M h in a quarter",
            "60 M$ committed over 12 months, in equal minimums every 6 months; shortfall true-up 50 %; 20 % of a shortfall rolls over into the next minimum",
            "25 % of resale revenue, from Sel to Bo",
            "Migration fund: 10 M$ from Sel (40 % at signing, 60 % in quarter 3 once 16 M h are used); 50 % comes back if fewer than 20 M h are used by quarter 4",
            "Sel may leave without a fee, when a committed minimum is missed",
            "Bo may leave for 3 M$, upon change of control",
            "Bo may leave without a fee, when credits exceed 4 % of a quarter's fees",
        ]
    );
}

/// A share of 100 points on the line from worst to best, rounded once to a thousandth of a point.
#[test]
fn points_are_rounded_once() {
    let npv = |text: &str| Npv::of(amount(text));
    let points = |value: &str| {
        let utility = npv(value).utility((npv("0"), npv("3")), amount("100")).unwrap();
        (utility.numerator() * 100_000 / utility.denominator()) as i64
    };
    assert_eq!(["0", "1", "2", "3", "-1", "6"].map(points), [0, 33_333, 66_667, 100_000, -33_333, 200_000]);
    assert_eq!(npv("1").utility((npv("3"), npv("3")), amount("100")), None);
    // 0.0005 and 0.0015 points of 100 lie halfway: to the even thousandth.
    let tie = |value: &str| npv(value).utility((npv("0"), npv("1")), amount("1")).unwrap();
    assert_eq!(tie("0.0005").numerator(), 0);
    assert_eq!((tie("0.0015").numerator(), tie("0.0015").denominator()), (1, 50_000));
}

/// Hundredths up to a limit.
fn hundredths(most: i64) -> impl Strategy<Value = Amount> {
    (0..=most).prop_map(|n| Amount::of(Decimal::new(n, 2).unwrap()).unwrap())
}

prop_compose! {
    /// A model over the same space with other numbers.
    fn models()(
        demand in prop::collection::vec(hundredths(2_000), 1..9),
        prices in prop::array::uniform3(hundredths(500)),
        shares in prop::array::uniform6(hundredths(100)),
        (above, from, every) in (hundredths(1_000), 1usize..9, 1usize..5),
    ) -> Model {
        let mut prices = prices;
        prices.sort_unstable();
        let [left, off, credits, true_up, rollover, clawback] = shares;
        let mut model = Model { demand, price: Lever::By(IssueId(0), prices.to_vec()), ..model() };
        model.downside.share = left;
        model.downside.from = from;
        model.discounts[0] = Discount { above, off: Lever::Fixed(off) };
        model.credits = Some(Credits { base: fixed("0.01"), downside: Lever::Fixed(credits) });
        let commitment = model.commitment.as_mut().unwrap();
        (commitment.every, commitment.true_up, commitment.rollover) =
            (every, Lever::Fixed(true_up), Lever::Fixed(rollover));
        model.investments[0].clawback.as_mut().unwrap().share = Lever::Fixed(clawback);
        model
    }
}

proptest! {
    /// What one pays the other receives: without books of their own the two nets cancel in every quarter.
    #[test]
    fn nothing_is_lost_between_the_two(model in models(), rank in 0u64..6) {
        let (space, none) = (space(), books("0.1", vec![]));
        for outlook in Outlook::ALL {
            let pro_forma = ProForma::of(&model, &space, Outcome(rank), outlook);
            let [buyer, seller] =
                [BUYER, SELLER].map(|party| pro_forma.statement(&model, (party, &none), (&space, Outcome(rank))));
            prop_assert!(buyer.net.iter().zip(&seller.net).all(|(a, b)| *a + *b == Amount::ZERO));
            prop_assert_eq!(buyer.npv() + seller.npv(), Npv::default());
        }
    }

    /// Without a commitment, whose shortfall a higher price makes smaller, a higher price is never better for the buyer nor
    /// worse for the seller.
    #[test]
    fn price_moves_the_two_apart(model in models(), rate in hundredths(50)) {
        let space = space();
        let worth = |party, price: u32| {
            let books = Books { rate, ..books("0", vec![line(Each::Unit, "-0.7")]) };
            expected(&model, (party, &books), &space, space.outcome(&[ValueId(price), ValueId(0)]).unwrap())
        };
        for price in 0..2 {
            prop_assert!(worth(BUYER, price) >= worth(BUYER, price + 1));
            prop_assert!(worth(SELLER, price) <= worth(SELLER, price + 1));
        }
    }

    /// At a rate of zero the net present value is the plain sum, and the more is discounted the less a gain is worth.
    #[test]
    fn no_discount_is_a_plain_sum(model in models(), rank in 0u64..6, rate in hundredths(50)) {
        let space = space();
        let pro_forma = ProForma::of(&model, &space, Outcome(rank), Outlook::Base);
        let plain = pro_forma.statement(&model, (SELLER, &books("0", vec![])), (&space, Outcome(rank)));
        prop_assert_eq!(plain.npv(), Npv::of(plain.net.iter().copied().sum()));
        let factors = npv::factors(rate, 41);
        prop_assert!(factors.windows(2).all(|pair| pair[0] >= pair[1]));
    }

    /// Money counted in thousandths is worth a thousand times as much, and as many points.
    #[test]
    fn the_unit_of_money_does_not_matter(model in models()) {
        let (space, thousand) = (space(), amount("1000"));
        let times = |lever: &Lever| match lever {
            Lever::Fixed(amount) => Lever::Fixed(amount.times(thousand)),
            Lever::By(issue, amounts) => Lever::By(*issue, amounts.iter().map(|a| a.times(thousand)).collect()),
        };
        let mut finer = model.clone();
        finer.price = times(&model.price);
        finer.commitment.as_mut().unwrap().total = times(&model.commitment.as_ref().unwrap().total);
        finer.shares[0].per_unit = model.shares[0].per_unit.times(thousand);
        finer.investments[0].amount = times(&model.investments[0].amount);
        let own = |text: &str| books("0.1", vec![line(Each::Unit, text)]);
        let coarse_table = table(&model, (SELLER, &own("-1.25")), &space);
        let fine_table = table(&finer, (SELLER, &own("-1250")), &space);
        let utilities = |table: &[Npv]| {
            let span = (table.iter().min().copied().unwrap(), table.iter().max().copied().unwrap());
            table.iter().map(|npv| npv.utility(span, amount("60"))).collect::<Vec<_>>()
        };
        // A payment in the coarser unit may be rounded by half a millionth of it, a few times a quarter; in the expectation
        // of eight quarters that is less than a ten-thousandth, against spans of several units.
        for (coarse, fine) in utilities(&coarse_table).iter().zip(utilities(&fine_table)) {
            match (coarse, fine) {
                (Some(coarse), Some(fine)) => prop_assert!((coarse.to_f64() - fine.to_f64()).abs() < 1e-3),
                (coarse, fine) => prop_assert_eq!(*coarse, fine),
            }
        }
    }

    /// Every number at its limit still fits: nothing overflows, whatever is multiplied and added up.
    #[test]
    fn the_limits_hold(signs in prop::collection::vec(any::<bool>(), 100), chance in hundredths(100)) {
        let most = amount("1000000");
        let mut model = Model { demand: vec![most; crate::QUARTERS_MAX], ..model() };
        model.price = Lever::Fixed(most);
        model.investments[0].amount = Lever::Fixed(most);
        model.shares[0].per_unit = most;
        let lines = signs.iter().map(|up| Line {
            title: String::new(),
            each: Each::Unit,
            amount: Lever::Fixed(if *up { most } else { -most }),
        });
        let books = Books { downside: chance, ..books("0", lines.collect()) };
        let space = space();
        let worst = expected(&model, (BUYER, &books), &space, Outcome(0));
        let best = expected(&model, (SELLER, &books), &space, Outcome(0));
        let _ = worst.utility((worst.min(best), worst.max(best)), amount("100"));
    }
}
