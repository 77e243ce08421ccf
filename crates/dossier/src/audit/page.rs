//! A page as found: front matter, sections, rows. Anything is a page; what is not understood is words.

/// A row of a table.
pub(super) struct Row<'a> {
    /// The line, counted from 1.
    pub(super) line: usize,
    pub(super) cells: Vec<&'a str>,
}

impl Row<'_> {
    /// The first cell, which names the row.
    pub(super) fn label(&self) -> &str {
        self.cells.first().copied().unwrap_or_default()
    }
}

/// A section as found.
pub(super) struct Found<'a> {
    pub(super) title: &'a str,
    /// The line of its heading.
    pub(super) line: usize,
    pub(super) rows: Vec<Row<'a>>,
    /// Its lines that say something, with their numbers.
    pub(super) said: Vec<(usize, &'a str)>,
}

impl Found<'_> {
    pub(super) fn is_empty(&self) -> bool {
        self.said.is_empty()
    }
}

/// A page as found.
pub(super) struct Page<'a> {
    front: Vec<(usize, &'a str)>,
    body: Vec<(usize, &'a str)>,
    sections: Vec<Found<'a>>,
}

impl<'a> Page<'a> {
    pub(super) fn read(text: &'a str) -> Self {
        let text = text.trim_start_matches('\u{feff}');
        let mut lines = (1..).zip(text.lines()).peekable();
        let mut front = Vec::new();
        if lines.next_if(|(_, line)| line.trim() == "---").is_some() {
            front.extend(lines.by_ref().take_while(|(_, line)| line.trim() != "---"));
        }
        let body: Vec<_> = lines.collect();
        let mut sections: Vec<Found<'a>> = Vec::new();
        for (line, text) in &body {
            let text = text.trim();
            if let Some(title) = text.strip_prefix("## ") {
                sections.push(Found { title: title.trim(), line: *line, rows: vec![], said: vec![] });
            } else if let Some(section) = sections.last_mut().filter(|_| !text.is_empty()) {
                if text.starts_with('|') {
                    section.rows.push(Row { line: *line, cells: cells(text) });
                }
                section.said.push((*line, text));
            }
        }
        Self { front, body, sections }
    }

    /// A member of the front matter, with its line.
    pub(super) fn front(&self, name: &str) -> Option<(usize, &'a str)> {
        let member = |(line, text): &(usize, &'a str)| {
            let (key, value) = text.split_once(':')?;
            (key.trim() == name).then_some((*line, value.trim()))
        };
        self.front.iter().find_map(member)
    }

    /// The lines after the front matter, with their numbers.
    pub(super) fn body(&self) -> impl Iterator<Item = (usize, &'a str)> {
        self.body.iter().copied()
    }

    /// The first section with a title.
    pub(super) fn section(&self, title: &str) -> Option<&Found<'a>> {
        self.sections.iter().find(|section| section.title == title)
    }
}

/// The cells of a row; a bar after a backslash is none of its borders.
pub(super) fn cells(row: &str) -> Vec<&str> {
    let inner = row.strip_prefix('|').unwrap_or(row);
    let mut cells = Vec::new();
    let (mut start, mut escaped) = (0, false);
    for (at, c) in inner.char_indices() {
        if c == '|' && !escaped {
            cells.push(inner.get(start..at).unwrap_or_default().trim());
            start = at + 1;
        }
        escaped = c == '\\' && !escaped;
    }
    let last = inner.get(start..).unwrap_or_default().trim();
    if !last.is_empty() {
        cells.push(last);
    }
    cells
}
