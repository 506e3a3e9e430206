//! Room on the disk, as `df` of POSIX tells it: the standard library does not know.

use std::path::Path;
use std::process::Command;

use store::checkup::Finding;

/// Less than this is too little: a checkpoint or a vacuum may need as much at once.
const LITTLE_MIB: u64 = 1024;

/// How much is free where a folder lies; nothing where there is no `df`.
pub(super) fn free(folder: &Path) -> Option<Finding> {
    let told = Command::new("df").arg("-Pk").arg(folder).output().ok()?;
    let mib = free_kib(&String::from_utf8_lossy(&told.stdout))? / 1024;
    Some(Finding {
        check: "disk",
        detail: format!("{mib} MiB are free at {}", folder.display()),
        problem: (mib < LITTLE_MIB).then_some("make room, or move the store to a larger disk"),
    })
}

/// The fourth column of the second line.
fn free_kib(told: &str) -> Option<u64> {
    told.lines().nth(1)?.split_whitespace().nth(3)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn room_is_read_from_what_df_tells() {
        let told =
            "Filesystem 1024-blocks Used Available Capacity Mounted on\n/dev/vda 264 61 33554432 65% /\n";
        assert_eq!(free_kib(told), Some(33_554_432));
        assert_eq!(free_kib("df: nothing"), None);
    }
}
