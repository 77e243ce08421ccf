//! Writing a file so that there is the old one or the new one, whatever happens meanwhile.

use std::{
    fs,
    io::{self, Write as _},
    path::{Path, PathBuf},
    process,
};

use super::{name, reason};
use crate::Failure;

/// Writes a file at once: whoever reads it, and whatever happens meanwhile, there is the old content (or no file) or the
/// new.
pub(crate) fn replace(file: &Path, content: &[u8]) -> io::Result<()> {
    // The file a link leads to is the one to replace, not the link.
    let file = file.canonicalize().unwrap_or_else(|_| file.to_owned());
    let permissions = match fs::metadata(&file) {
        Ok(metadata) => Some(metadata.permissions()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(error),
    };
    if permissions.as_ref().is_some_and(fs::Permissions::readonly) {
        return Err(io::ErrorKind::PermissionDenied.into());
    }
    let beside = beside(&file)?;
    // One that exists already is somebody else's: it is not written to and not taken away.
    let new = fs::OpenOptions::new().write(true).create_new(true).open(&beside)?;
    let written = fill(new, content).and_then(|()| {
        if let Some(permissions) = permissions {
            fs::set_permissions(&beside, permissions)?;
        }
        fs::rename(&beside, &file)
    });
    if written.is_err() {
        let _ = fs::remove_file(&beside);
    }
    written
}

/// Writes a file that is not there yet, or may be replaced.
pub(crate) fn write_new(path: &Path, content: &[u8], force: bool) -> Result<(), Failure> {
    let cannot = |why: String, help: &str| Failure::unreadable(format!("cannot write {}: {why}", name(path)), help);
    if !force && path.symlink_metadata().is_ok() {
        return Err(cannot("it is there already".to_owned(), "choose another name, or replace it with --force"));
    }
    replace(path, content).map_err(|error| cannot(reason(&error), "is the folder there, and may it be written to?"))
}

fn fill(mut file: fs::File, content: &[u8]) -> io::Result<()> {
    file.write_all(content)?;
    file.sync_all()
}

/// A name for a new file in the same directory.
fn beside(file: &Path) -> io::Result<PathBuf> {
    let mut name = std::ffi::OsString::from(".");
    name.push(file.file_name().ok_or(io::ErrorKind::InvalidInput)?);
    name.push(format!(".{}.new", process::id()));
    Ok(file.with_file_name(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_that_are_there_are_replaced_only_by_force() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.ron");
        write_new(&file, b"one", false).unwrap();
        assert!(write_new(&file, b"two", false).unwrap_err().message.contains("there already"));
        assert_eq!(fs::read(&file).unwrap(), b"one");
        write_new(&file, b"two", true).unwrap();
        assert_eq!(fs::read(&file).unwrap(), b"two");
    }

    #[test]
    fn a_file_is_replaced_and_nothing_is_left_beside_it() {
        let directory = tempfile::tempdir().unwrap();
        let file = directory.path().join("a.ron");
        replace(&file, b"(a:1)").unwrap();
        replace(&file, b"(a: 1)\n").unwrap();
        assert_eq!(fs::read_to_string(&file).unwrap(), "(a: 1)\n");
        assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_file_that_cannot_be_replaced_is_as_it_was() {
        let directory = tempfile::tempdir().unwrap();
        let file = directory.path().join("a.ron");
        fs::write(&file, "(a:1)").unwrap();
        let in_the_way = beside(&file.canonicalize().unwrap()).unwrap();
        fs::write(&in_the_way, "in the way").unwrap();
        assert!(replace(&file, b"(a: 1)\n").is_err());
        assert_eq!(fs::read_to_string(&file).unwrap(), "(a:1)");
        assert_eq!(fs::read_to_string(&in_the_way).unwrap(), "in the way");
    }
}
