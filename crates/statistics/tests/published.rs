//! Worked examples from the papers themselves, to the digits they print.

use zopa_statistics::{
    agreement::{
        Ratings, Scale, gwet_ac1, intraclass_correlation, kappa_of_table, krippendorff_alpha, limits_of_agreement,
    },
    game::{Payoffs, Selection, alpha_rank},
    holm,
};

#[track_caller]
fn printed(ours: f64, theirs: &str) {
    let digits = theirs.split_once('.').map_or(0, |(_, digits)| digits.len());
    assert_eq!(format!("{ours:.digits$}"), theirs);
}

/// Six targets, four judges: Shrout & Fleiss (1979), table 2; ICC(2,1) and ICC(2,4) of their table 4.
#[test]
fn shrout_and_fleiss_1979() {
    let table = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]];
    let ratings = Ratings::new(table.iter().map(|row| row.iter().map(|&x| Some(x)).collect()).collect()).unwrap();
    let icc = intraclass_correlation(&ratings.complete()).unwrap();
    printed(icc.single, "0.29");
    printed(icc.mean, "0.62");
    let severity = ratings.severity();
    assert!(severity[1].unwrap().leniency < severity[2].unwrap().leniency, "judge 2 is the strictest: {severity:?}");
}

/// Twelve units, four observers, gaps: Krippendorff (2011), "Computing Krippendorff's Alpha-Reliability", section C and on.
fn krippendorffs() -> Vec<Vec<Option<u8>>> {
    let observers = ["123321412...", "1233224125.3", ".3332342251.", "12332441251."];
    let observers: Vec<Vec<Option<u8>>> =
        observers.iter().map(|row| row.chars().map(|c| c.to_digit(10).map(|d| d as u8)).collect()).collect();
    (0..12).map(|unit| observers.iter().map(|row| row[unit]).collect()).collect()
}

#[test]
fn krippendorff_2011() {
    let ratings = Ratings::new(krippendorffs()).unwrap();
    printed(krippendorff_alpha(&ratings, Scale::Nominal).unwrap(), "0.743");
    printed(krippendorff_alpha(&ratings, Scale::Ordinal).unwrap(), "0.815");
    printed(krippendorff_alpha(&ratings, Scale::Interval).unwrap(), "0.849");
}

/// The same ratings, as Gwet's own package prints them (irrCAC, `cac.raw4raters`).
#[test]
fn gwet_of_krippendorffs_ratings() {
    printed(gwet_ac1(&Ratings::new(krippendorffs()).unwrap(), 5).unwrap(), "0.77544");
}

/// 125 subjects of whom 118 are positive to both raters: agreement of 94 %, a kappa below 0, and Gwet's (2002) answer to that.
#[test]
fn gwet_2002() {
    let table = [[118, 5], [2, 0]];
    let mut units = Vec::new();
    for (i, row) in table.iter().enumerate() {
        for (j, &count) in row.iter().enumerate() {
            units.extend(std::iter::repeat_n(vec![Some(i as u8 + 1), Some(j as u8 + 1)], count));
        }
    }
    let ratings = Ratings::new(units).unwrap();
    printed(gwet_ac1(&ratings, 2).unwrap(), "0.9408");
    printed(ratings.agreement(0).unwrap(), "0.944");
    let counts = table.map(|row| row.map(|n| n as f64).to_vec()).to_vec();
    printed(kappa_of_table(&counts, |i, j| f64::from(u8::from(i != j))).unwrap(), "-0.0234");
}

/// Two psychiatrists, three diagnoses, disagreements weighted 1, 3 and 6: Cohen (1968), table 1.
#[test]
fn cohen_1968() {
    let shares = vec![vec![0.44, 0.07, 0.09], vec![0.05, 0.20, 0.05], vec![0.01, 0.03, 0.06]];
    let weights = [[0.0, 1.0, 3.0], [1.0, 0.0, 6.0], [3.0, 6.0, 0.0]];
    printed(kappa_of_table(&shares, |i, j| weights[i][j]).unwrap(), "0.348");
    printed(kappa_of_table(&shares, |i, j| f64::from(u8::from(i != j))).unwrap(), "0.492");
}

/// Peak flow by a large and a small meter, 17 subjects: Bland & Altman (1986), table 1: mean difference −2.1, sd 38.8.
#[test]
fn bland_and_altman_1986() {
    let large = [494, 395, 516, 434, 476, 557, 413, 442, 650, 433, 417, 656, 267, 478, 178, 423, 427];
    let small = [512, 430, 520, 428, 500, 600, 364, 380, 658, 445, 432, 626, 260, 477, 259, 350, 451];
    let limits = limits_of_agreement(&large.map(f64::from), &small.map(f64::from)).unwrap();
    printed(limits.bias, "-2.1");
    printed(limits.limits.width() / 2.0 / 1.959_963_984_540_054, "38.8");
}

#[test]
fn holm_by_hand() {
    let adjusted = holm(&[0.012, 0.001, 0.2, 0.013, 0.04]).unwrap();
    for (ours, theirs) in adjusted.iter().zip([0.048, 0.005, 0.2, 0.048, 0.08]) {
        assert!((ours - theirs).abs() < 1e-12, "{adjusted:?}");
    }
}

/// Selection by the one met rewards spite: it gives the third strategy everything, whose payoff with its own kind is the worst.
#[test]
fn local_selection_rewards_spite() {
    let rows = [[0.62, 0.71, 0.55, 0.80], [0.66, 0.60, 0.58, 0.79], [0.70, 0.64, 0.50, 0.74], [0.52, 0.55, 0.61, 0.70]];
    let payoffs = Payoffs::new(rows.map(|row| row.to_vec()).to_vec()).unwrap();
    let local = alpha_rank(&payoffs, Selection::Local, 10.0, 50).unwrap();
    assert!(local[2] > 0.999_999, "{local:?}");
    let global = alpha_rank(&payoffs, Selection::Global, 10.0, 50).unwrap();
    assert!(global[0] > global[1] && global[1] > global[2] && global[2] > global[3], "{global:?}");
    for selection in [Selection::Local, Selection::Global] {
        let limit = alpha_rank(&payoffs, selection, 1e6, 50).unwrap();
        assert!((limit.iter().sum::<f64>() - 1.0).abs() < 1e-9 && limit.iter().all(|x| x.is_finite()), "{limit:?}");
    }
}
