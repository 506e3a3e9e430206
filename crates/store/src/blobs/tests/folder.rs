//! What only a folder can show.

use std::io::{self, ErrorKind};
use std::time::Duration;

use super::*;

/// The most memory this process ever held, in KiB.
fn peak_memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    line.trim().trim_end_matches(" kB").parse().unwrap()
}

#[tokio::test]
async fn two_hundred_megabytes_pass_through_little_memory() {
    let place = Place::folder();
    let name = blob("cp-1/recordings/long");
    let body = stream::iter((0..3200).map(|at: u32| Ok::<_, io::Error>(vec![at as u8; 65_536].into())));
    place.put("cp-1/recordings/warm", &some_bytes(4 * MEGABYTE)).await;
    let before = peak_memory();
    let stored = place.blobs.put(&name, body, u64::MAX, |_| Ok(())).await.unwrap();
    assert_eq!(stored.size, 200 * MEGABYTE as u64);
    let (bytes, _) = place.blobs.get(&name, None).await.unwrap();
    let read = bytes.try_fold(0, async |sum, bytes| Ok(sum + bytes.len())).await.unwrap();
    assert_eq!(read, 200 * MEGABYTE);
    // Other tests may run in this process, with bodies of 20 MB of their own.
    let grown = peak_memory() - before;
    assert!(grown < 100 * 1024, "grew by {grown} KiB");
}

#[tokio::test]
async fn an_upload_that_is_dropped_half_way_leaves_nothing() {
    let place = Place::folder();
    let name = blob("cp-1/recordings/a");
    let (stalled, reached) = tokio::sync::oneshot::channel::<()>();
    let mut stalled = Some(stalled);
    let silence = stream::poll_fn(move |_| {
        if let Some(stalled) = stalled.take() {
            stalled.send(()).unwrap();
        }
        std::task::Poll::<Option<Result<Bytes, io::Error>>>::Pending
    });
    let body = pieces(some_bytes(5 * MEGABYTE), 65_536).chain(silence);
    tokio::select! {
        _ = place.blobs.put(&name, body, u64::MAX, |_| Ok(())) => panic!("it cannot end"),
        _ = reached => {}
    }
    // The staging file is removed by a task of its own: wait for it, not for a time.
    let removed = async {
        while !files_below(place.seen.path()).is_empty() {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(10), removed).await.unwrap();
}

#[tokio::test]
async fn an_upload_that_cannot_take_its_place_leaves_nothing() {
    let place = Place::folder();
    std::fs::create_dir_all(place.seen.path().join("cp-1/a")).unwrap();
    for length in [10, 5 * MEGABYTE] {
        let body = pieces(some_bytes(length), 65_536);
        let result = place.blobs.put(&blob("cp-1/a"), body, u64::MAX, |_| Ok(())).await;
        assert!(matches!(result, Err(BlobError::Unavailable(_))), "{result:?}");
        assert_eq!(files_below(place.seen.path()), Vec::<String>::new());
    }
}

#[tokio::test]
async fn files_that_are_no_blobs_are_not_listed() {
    let place = Place::folder();
    std::fs::write(place.seen.path().join("lost+found.txt"), b"x").unwrap();
    std::fs::write(place.seen.path().join("a#1"), b"half of an upload").unwrap();
    let blobs: Vec<_> = place.blobs.list().try_collect().await.unwrap();
    assert!(blobs.is_empty(), "{blobs:?}");
}

#[test]
fn a_full_disk_is_told_from_a_broken_one() {
    let generic = |kind: ErrorKind| {
        let source = Box::new(io::Error::from(kind));
        BlobError::from(object_store::Error::Generic { store: "LocalFileSystem", source })
    };
    assert_eq!(generic(ErrorKind::StorageFull), BlobError::Full);
    assert_eq!(generic(ErrorKind::QuotaExceeded), BlobError::Full);
    assert!(matches!(generic(ErrorKind::PermissionDenied), BlobError::Unavailable(_)));
}
