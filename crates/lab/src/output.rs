//! Rows as files: Parquet, CSV and JSON Lines, written and read back.
//!
//! Bytes depend on rows and format alone. Numbers are written so that reading them back gives the same bits.

use std::{
    fmt,
    fs::File,
    io::{self, BufRead, BufReader, BufWriter, Write},
    path::Path,
    sync::Arc,
};

use parquet::{
    basic::Compression,
    column::reader::ColumnReader,
    data_type::{ByteArray, DataType, DoubleType, Int32Type, Int64Type},
    errors::ParquetError,
    file::{
        properties::{EnabledStatistics, WriterProperties},
        reader::{FileReader, RowGroupReader, SerializedFileReader},
        writer::{SerializedFileWriter, SerializedRowGroupWriter},
    },
    schema::parser::parse_message_type,
};

use crate::{Row, row::Ended};

/// How rows are written.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum Format {
    /// Columns, compressed: small, and what DuckDB, polars and pandas read fastest.
    #[default]
    Parquet,
    /// A table any program reads.
    Csv,
    /// One JSON object a line.
    JsonLines,
}

impl Format {
    /// Every format.
    pub const ALL: [Self; 3] = [Self::Parquet, Self::Csv, Self::JsonLines];

    /// The ending of its files, and the name a manifest uses.
    #[must_use]
    pub fn ending(self) -> &'static str {
        match self {
            Self::Parquet => "parquet",
            Self::Csv => "csv",
            Self::JsonLines => "jsonl",
        }
    }

    /// The format with an ending.
    #[must_use]
    pub fn named(ending: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.ending() == ending)
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.ending())
    }
}

/// The columns of a Parquet file.
const SCHEMA: &str = "message session {
    required int64 session (INTEGER(64, false));
    required int64 block (INTEGER(64, false));
    required int32 scenario (INTEGER(32, false));
    required int32 replicate (INTEGER(32, false));
    required int32 candidate (INTEGER(32, false));
    required int32 opponent (INTEGER(32, false));
    required int32 seat (INTEGER(32, false));
    required int64 seed (INTEGER(64, false));
    required int32 turns (INTEGER(32, false));
    required binary ending (STRING);
    optional int32 by (INTEGER(32, false));
    optional int64 outcome (INTEGER(64, false));
    required double utility;
    required double other;
}";

/// Who is named as the writer of Parquet files: not a version, so that bytes do not depend on it.
const CREATED_BY: &str = "zopa lab";

/// Writes rows.
///
/// # Errors
/// When writing fails.
pub(crate) fn write(out: impl Write + Send, rows: &[Row], format: Format) -> io::Result<()> {
    match format {
        Format::Parquet => parquet(out, rows).map_err(io::Error::other),
        Format::Csv => {
            let mut writer = csv::Writer::from_writer(out);
            for row in rows {
                writer.serialize(row).map_err(io::Error::other)?;
            }
            writer.flush()
        }
        Format::JsonLines => {
            let mut out = BufWriter::new(out);
            for row in rows {
                serde_json::to_writer(&mut out, row)?;
                out.write_all(b"\n")?;
            }
            out.flush()
        }
    }
}

/// Reads the rows of a file.
///
/// # Errors
/// When it cannot be read, or is not what [`write`] wrote.
pub(crate) fn read(path: &Path, format: Format) -> io::Result<Vec<Row>> {
    let file = File::open(path)?;
    match format {
        Format::Parquet => rows_of(file).map_err(io::Error::other),
        Format::Csv => {
            let mut reader = csv::Reader::from_reader(file);
            reader.deserialize().collect::<Result<_, _>>().map_err(io::Error::other)
        }
        Format::JsonLines => {
            let lines = BufReader::new(file).lines();
            lines.map(|line| serde_json::from_str(&line?).map_err(io::Error::other)).collect()
        }
    }
}

fn parquet(out: impl Write + Send, rows: &[Row]) -> Result<(), ParquetError> {
    let properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_statistics_enabled(EnabledStatistics::Chunk)
        .set_created_by(CREATED_BY.to_owned())
        .build();
    let schema = Arc::new(parse_message_type(SCHEMA)?);
    let mut writer = SerializedFileWriter::new(out, schema, Arc::new(properties))?;
    let mut group = writer.next_row_group()?;
    let wide = |of: fn(&Row) -> u64| rows.iter().map(|row| of(row) as i64).collect::<Vec<_>>();
    let narrow = |of: fn(&Row) -> u32| rows.iter().map(|row| of(row) as i32).collect::<Vec<_>>();
    put::<Int64Type>(&mut group, &wide(|row| row.session), None)?;
    put::<Int64Type>(&mut group, &wide(|row| row.block), None)?;
    put::<Int32Type>(&mut group, &narrow(|row| row.scenario), None)?;
    put::<Int32Type>(&mut group, &narrow(|row| row.replicate), None)?;
    put::<Int32Type>(&mut group, &narrow(|row| row.candidate), None)?;
    put::<Int32Type>(&mut group, &narrow(|row| row.opponent), None)?;
    put::<Int32Type>(&mut group, &narrow(|row| row.seat), None)?;
    put::<Int64Type>(&mut group, &wide(|row| row.seed), None)?;
    put::<Int32Type>(&mut group, &narrow(|row| row.turns), None)?;
    let words = Ended::ALL.map(|ended| ByteArray::from(ended.word()));
    let endings: Vec<ByteArray> = rows.iter().map(|row| words[row.ending as usize].clone()).collect();
    put::<parquet::data_type::ByteArrayType>(&mut group, &endings, None)?;
    let by: Vec<i32> = rows.iter().filter_map(|row| row.by.map(|by| by as i32)).collect();
    let there: Vec<i16> = rows.iter().map(|row| i16::from(row.by.is_some())).collect();
    put::<Int32Type>(&mut group, &by, Some(&there))?;
    let outcomes: Vec<i64> = rows.iter().filter_map(|row| row.outcome.map(|outcome| outcome as i64)).collect();
    let there: Vec<i16> = rows.iter().map(|row| i16::from(row.outcome.is_some())).collect();
    put::<Int64Type>(&mut group, &outcomes, Some(&there))?;
    put::<DoubleType>(&mut group, &rows.iter().map(|row| row.utility).collect::<Vec<_>>(), None)?;
    put::<DoubleType>(&mut group, &rows.iter().map(|row| row.other).collect::<Vec<_>>(), None)?;
    group.close()?;
    writer.close().map(|_| ())
}

/// Writes the next column: its values, and for an optional one which rows have any.
fn put<T: DataType>(
    group: &mut SerializedRowGroupWriter<'_, impl Write + Send>,
    values: &[T::T],
    there: Option<&[i16]>,
) -> Result<(), ParquetError> {
    let column = group.next_column()?;
    let mut column = column.ok_or_else(|| ParquetError::General("there is no such column".to_owned()))?;
    column.typed::<T>().write_batch(values, there, None)?;
    column.close()
}

/// A column in memory.
struct Column<T> {
    values: Vec<T>,
    /// By row, 1 where there is a value; empty where there always is.
    there: Vec<i16>,
}

/// A column of a row group, as one kind of values.
macro_rules! column {
    ($group:expr, $at:expr, $kind:ident) => {
        match $group.get_column_reader($at)? {
            ColumnReader::$kind(mut reader) => {
                let rows = $group.metadata().num_rows().max(0) as usize;
                let (mut values, mut there) = (Vec::new(), Vec::new());
                let is_optional = $group.metadata().column($at).column_descr().max_def_level() > 0;
                let mut read = 0;
                while read < rows {
                    let levels = is_optional.then_some(&mut there);
                    let (records, ..) = reader.read_records(rows - read, levels, None, &mut values)?;
                    if records == 0 {
                        return Err(ParquetError::EOF("a column is too short".to_owned()));
                    }
                    read += records;
                }
                Column { values, there }
            }
            _ => return Err(ParquetError::General(format!("column {} is of another kind", $at))),
        }
    };
}

fn rows_of(file: File) -> Result<Vec<Row>, ParquetError> {
    let reader = SerializedFileReader::new(file)?;
    let own = parse_message_type(SCHEMA)?;
    if reader.metadata().file_metadata().schema() != &own {
        return Err(ParquetError::General("it has other columns than sessions have".to_owned()));
    }
    let mut rows = Vec::new();
    for index in 0..reader.num_row_groups() {
        let group = reader.get_row_group(index)?;
        group_rows(&*group, &mut rows)?;
    }
    Ok(rows)
}

fn group_rows(group: &dyn RowGroupReader, rows: &mut Vec<Row>) -> Result<(), ParquetError> {
    let session = column!(group, 0, Int64ColumnReader);
    let block = column!(group, 1, Int64ColumnReader);
    let scenario = column!(group, 2, Int32ColumnReader);
    let replicate = column!(group, 3, Int32ColumnReader);
    let candidate = column!(group, 4, Int32ColumnReader);
    let opponent = column!(group, 5, Int32ColumnReader);
    let seat = column!(group, 6, Int32ColumnReader);
    let seed = column!(group, 7, Int64ColumnReader);
    let turns = column!(group, 8, Int32ColumnReader);
    let ending = column!(group, 9, ByteArrayColumnReader);
    let by = column!(group, 10, Int32ColumnReader);
    let outcome = column!(group, 11, Int64ColumnReader);
    let utility = column!(group, 12, DoubleColumnReader);
    let other = column!(group, 13, DoubleColumnReader);
    let (mut by_values, mut outcomes) = (by.values.iter(), outcome.values.iter());
    let unknown = || ParquetError::General("an ending that there is not".to_owned());
    for at in 0..session.values.len() {
        let word = ending.values.get(at).map(ByteArray::data).ok_or_else(unknown)?;
        let ended = Ended::ALL.into_iter().find(|ended| ended.word().as_bytes() == word).ok_or_else(unknown)?;
        let is_there = |levels: &[i16]| levels.get(at) == Some(&1);
        rows.push(Row {
            session: session.values[at] as u64,
            block: block.values[at] as u64,
            scenario: scenario.values[at] as u32,
            replicate: replicate.values[at] as u32,
            candidate: candidate.values[at] as u32,
            opponent: opponent.values[at] as u32,
            seat: seat.values[at] as u32,
            seed: seed.values[at] as u64,
            turns: turns.values[at] as u32,
            ending: ended,
            by: is_there(&by.there).then(|| by_values.next()).flatten().map(|by| *by as u32),
            outcome: is_there(&outcome.there).then(|| outcomes.next()).flatten().map(|rank| *rank as u64),
            utility: utility.values[at],
            other: other.values[at],
        });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{arena::Arenas, plan::tests::plan, rows_sha256};

    #[test]
    fn every_format_gives_the_same_rows_back() {
        let plan = plan(&[]);
        let rows = Arenas::of(&plan).rows(0..plan.blocks()).unwrap();
        assert!(rows.iter().any(|row| row.outcome.is_some()));
        let folder = tempfile::tempdir().unwrap();
        for format in Format::ALL {
            let path = folder.path().join(format.ending());
            for _ in 0..2 {
                let before = std::fs::read(&path).unwrap_or_default();
                write(File::create(&path).unwrap(), &rows, format).unwrap();
                assert!(before.is_empty() || before == std::fs::read(&path).unwrap(), "{format}");
            }
            let back = read(&path, format).unwrap();
            assert_eq!(back, rows, "{format}");
            assert_eq!(rows_sha256(&back), rows_sha256(&rows));
        }
    }

    #[test]
    fn rows_that_are_not_agreements_come_back_too() {
        let plan = plan(&[("rounds: 12", "rounds: 1")]);
        let mut rows = Arenas::of(&plan).rows(0..plan.blocks()).unwrap();
        rows[0].by = Some(1);
        rows[0].ending = Ended::Forfeit;
        assert!(rows.iter().any(|row| row.outcome.is_none()));
        let folder = tempfile::tempdir().unwrap();
        for format in Format::ALL {
            let path = folder.path().join(format.ending());
            write(File::create(&path).unwrap(), &rows, format).unwrap();
            assert_eq!(read(&path, format).unwrap(), rows, "{format}");
        }
    }
}
