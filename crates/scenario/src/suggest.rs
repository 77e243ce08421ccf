//! "Did you mean": the nearest of the names there are.

/// The name nearest to `wanted`, if one is near enough to be a slip of the fingers; among equally near ones the first.
pub(crate) fn nearest<'a>(wanted: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = wanted.to_lowercase();
    let length = wanted.chars().count();
    // A slip changes about a third of a word at most; longer texts are not names and not worth the time.
    if length > 64 {
        return None;
    }
    let allowed = (length / 3).clamp(1, 4);
    names
        .into_iter()
        .filter(|name| name.len() <= 128)
        .map(|name| (strsim::osa_distance(&wanted, &name.to_lowercase()), name))
        .filter(|(distance, _)| *distance <= allowed)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

/// A remedy for a name that does not exist: the nearest one, or else all of them, or as many as a line holds.
pub(crate) fn remedy<'a>(wanted: &str, names: impl IntoIterator<Item = &'a str> + Clone) -> String {
    if let Some(name) = nearest(wanted, names.clone()) {
        return format!("did you mean `{name}`?");
    }
    let mut list = String::new();
    let mut names = names.into_iter();
    for name in names.by_ref() {
        if list.len() + name.len() > 120 {
            list.push_str(", …");
            break;
        }
        if !list.is_empty() {
            list.push_str(", ");
        }
        list.push_str(&format!("`{name}`"));
    }
    if list.is_empty() { list } else { format!("there are {list}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_recognised_and_strangers_are_not() {
        let names = ["price", "term", "exclusivity"];
        assert_eq!(nearest("pirce", names), Some("price"));
        assert_eq!(nearest("Exclusivty", names), Some("exclusivity"));
        assert_eq!(nearest("liability", names), None);
        assert_eq!(remedy("liability", names), "there are `price`, `term`, `exclusivity`");
        assert_eq!(remedy("trm", names), "did you mean `term`?");
    }
}
