//! Days, as files and decks have them: since 1970-01-01, in the proleptic Gregorian calendar and in UTC.

use std::{
    fmt,
    str::FromStr,
    time::{SystemTime, UNIX_EPOCH},
};

/// A day.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct Day(pub(crate) u32);

impl Day {
    /// Today, by the clock of the machine.
    #[expect(clippy::disallowed_methods, reason = "the command line may read a clock; --today sets another day")]
    pub(crate) fn today() -> Self {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Self(u32::try_from(since.as_secs() / 86_400).unwrap_or(u32::MAX))
    }

    /// So many days later.
    pub(crate) fn after(self, days: u32) -> Self {
        Self(self.0.saturating_add(days))
    }
}

impl fmt::Display for Day {
    /// `2026-03-01`. The conversion is H. Hinnant's `civil_from_days`, with years that begin in March.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let z = u64::from(self.0) + 719_468;
        let (era, day) = (z / 146_097, z % 146_097);
        let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
        let of_year = day - (365 * year + year / 4 - year / 100);
        let march = (5 * of_year + 2) / 153;
        let date = of_year - (153 * march + 2) / 5 + 1;
        let month = if march < 10 { march + 3 } else { march - 9 };
        write!(f, "{:04}-{month:02}-{date:02}", year + era * 400 + u64::from(month <= 2))
    }
}

impl FromStr for Day {
    type Err = String;

    /// Reads `2026-03-01`, a day from 1970 to 9999.
    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("`{text}` is no day: write YYYY-MM-DD, from 1970-01-01 on");
        let mut parts = text.splitn(3, '-').map(str::parse::<u64>);
        let (Some(Ok(year)), Some(Ok(month)), Some(Ok(date))) = (parts.next(), parts.next(), parts.next()) else {
            return Err(wrong());
        };
        if !(1970..=9999).contains(&year) || !(1..=12).contains(&month) || !(1..=31).contains(&date) {
            return Err(wrong());
        }
        let from_march = if month > 2 { year } else { year - 1 };
        let (era, year) = (from_march / 400, from_march % 400);
        let of_year = (153 * ((month + 9) % 12) + 2) / 5 + date - 1;
        let days = era * 146_097 + year * 365 + year / 4 - year / 100 + of_year;
        let day = Self(u32::try_from(days - 719_468).map_err(|_| wrong())?);
        // 30 February becomes a day of March on the way, and does not come back.
        if day.to_string() == text { Ok(day) } else { Err(wrong()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_those_of_the_calendar() {
        for (days, text) in [
            (0, "1970-01-01"),
            (11_016, "2000-02-29"),
            (11_017, "2000-03-01"),
            (20_454, "2026-01-01"),
            (20_879, "2027-03-02"),
            (47_540, "2100-02-28"),
            (47_541, "2100-03-01"),
        ] {
            assert_eq!((Day(days).to_string().as_str(), text.parse()), (text, Ok(Day(days))), "{text}");
        }
        assert!((0..80_000).all(|days| Day(days).to_string().parse() == Ok(Day(days))));
        for wrong in ["2026-02-30", "2026-13-01", "1969-12-31", "today", "2026-3-1", ""] {
            assert!(wrong.parse::<Day>().is_err(), "{wrong}");
        }
    }
}
