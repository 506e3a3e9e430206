//! Every story is told on a folder and on a real S3 server in this process.

use std::io;
use std::path::Path;
use std::time::SystemTime;

use bytes::Bytes;
use futures::{Stream, StreamExt, TryStreamExt, stream};
use tempfile::TempDir;

use super::{BlobError, BlobName, Blobs, HEAD_BYTES, Stored};

mod folder;
mod s3_server;

use s3_server::S3Server;

const MEGABYTE: usize = 1024 * 1024;

/// A place for blobs, and the folder in which whatever it keeps can be seen.
struct Place {
    blobs: Blobs,
    seen: TempDir,
    _server: Option<S3Server>,
}

impl Place {
    fn folder() -> Self {
        let seen = TempDir::new().unwrap();
        Self { blobs: Blobs::folder(seen.path()).unwrap(), seen, _server: None }
    }

    async fn s3() -> Self {
        let seen = TempDir::new().unwrap();
        let server = S3Server::start(seen.path()).await;
        Self { blobs: Blobs::s3(server.settings()).unwrap(), seen, _server: Some(server) }
    }

    async fn both() -> [Self; 2] {
        [Self::folder(), Self::s3().await]
    }

    async fn put(&self, name: &str, bytes: &[u8]) -> Stored {
        let pieces = pieces(bytes.to_vec(), 1000);
        self.blobs.put(&blob(name), pieces, u64::MAX, |_| Ok(())).await.unwrap()
    }

    async fn read(&self, name: &str, range: Option<std::ops::Range<u64>>) -> (Vec<u8>, u64) {
        let (bytes, meta) = self.blobs.get(&blob(name), range).await.unwrap();
        let pieces: Vec<Bytes> = bytes.try_collect().await.unwrap();
        (pieces.concat(), meta.size)
    }

    /// That nothing is kept: no blob, no part, no staging file.
    async fn assert_empty(&self) {
        let blobs: Vec<_> = self.blobs.list().try_collect().await.unwrap();
        assert!(blobs.is_empty(), "{blobs:?}");
        let files = files_below(self.seen.path());
        let parts: Vec<_> = files.iter().filter(|file| !s3_server::is_bookkeeping(file)).collect();
        assert!(parts.is_empty(), "{parts:?}");
    }
}

fn files_below(folder: &Path) -> Vec<String> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(files_below(&path));
        } else {
            files.push(path.display().to_string());
        }
    }
    files
}

fn blob(name: &str) -> BlobName {
    name.parse().unwrap()
}

fn some_bytes(length: usize) -> Vec<u8> {
    (0..length).map(|at| (at.wrapping_mul(2_654_435_761) >> 13) as u8).collect()
}

fn pieces(bytes: Vec<u8>, length: usize) -> impl Stream<Item = Result<Bytes, io::Error>> + Send + Unpin {
    let bytes = Bytes::from(bytes);
    let starts = (0..bytes.len()).step_by(length);
    stream::iter(
        starts.map(move |at| Ok(bytes.slice(at..(at + length).min(bytes.len())))).collect::<Vec<_>>(),
    )
}

#[tokio::test]
async fn twenty_megabytes_come_back_as_they_went() {
    for place in Place::both().await {
        let bytes = some_bytes(20 * MEGABYTE + 17);
        let body = pieces(bytes.clone(), 65_537);
        let limit = bytes.len() as u64;
        let name = blob("cp-1/recordings/long");
        let stored = place.blobs.put(&name, body, limit, |_| Ok(())).await.unwrap();
        assert_eq!(stored.size, limit);
        assert_eq!(stored.head, &bytes[..HEAD_BYTES]);
        assert_eq!(place.blobs.head(&name).await.unwrap().size, limit);
        let (back, size) = place.read("cp-1/recordings/long", None).await;
        assert!(back == bytes, "{:?}", place.blobs);
        assert_eq!(size, limit);
    }
}

#[tokio::test]
async fn a_range_is_read_out_of_the_middle() {
    for place in Place::both().await {
        let bytes = some_bytes(3 * MEGABYTE);
        place.put("cp-1/recordings/a", &bytes).await;
        for range in [0..1, 1_000_000..2_500_000, 3_145_727..3_145_728] {
            let expected = &bytes[range.start as usize..range.end as usize];
            let (part, size) = place.read("cp-1/recordings/a", Some(range)).await;
            assert!(part == expected, "{:?}", place.blobs);
            assert_eq!(size, 3 * MEGABYTE as u64);
        }
        let past = place.blobs.get(&blob("cp-1/recordings/a"), Some(9_000_000..9_000_001)).await;
        assert_eq!(past.map(|_| ()), Err(BlobError::OutOfRange), "{:?}", place.blobs);
    }
}

#[tokio::test]
async fn short_and_empty_bodies_are_stored_too() {
    for place in Place::both().await {
        let stored = place.put("cp-1/voicemails/short", b"hello").await;
        assert_eq!((stored.size, &stored.head[..]), (5, &b"hello"[..]));
        assert_eq!(place.read("cp-1/voicemails/short", None).await, (b"hello".to_vec(), 5));
        assert_eq!(place.put("cp-1/voicemails/none", b"").await.size, 0);
        assert_eq!(place.read("cp-1/voicemails/none", None).await, (Vec::new(), 0));
    }
}

#[tokio::test]
async fn a_body_that_breaks_off_leaves_nothing() {
    for place in Place::both().await {
        for length in [10, 20 * MEGABYTE] {
            let cut = stream::iter([Err(io::Error::other("the caller hung up"))]);
            let body = pieces(some_bytes(length), 65_536).chain(cut);
            let result = place.blobs.put(&blob("cp-1/recordings/a"), body, u64::MAX, |_| Ok(())).await;
            assert_eq!(result, Err(BlobError::BrokeOff("the caller hung up".to_owned())));
            place.assert_empty().await;
        }
    }
}

#[tokio::test]
async fn a_body_past_the_limit_leaves_nothing() {
    for place in Place::both().await {
        for (length, limit) in [(11, 10), (20 * MEGABYTE, 20 * MEGABYTE as u64 - 1)] {
            let body = pieces(some_bytes(length), 65_536);
            let result = place.blobs.put(&blob("cp-1/recordings/a"), body, limit, |_| Ok(())).await;
            assert_eq!(result, Err(BlobError::TooLarge { limit }));
            place.assert_empty().await;
        }
    }
}

#[tokio::test]
async fn a_head_that_is_refused_leaves_nothing_and_reads_no_further() {
    for place in Place::both().await {
        let endless = stream::iter(0..).map(|at: usize| {
            assert!(at <= HEAD_BYTES / 1000, "read on after the refusal");
            Ok::<_, io::Error>(Bytes::from_static(&[b'x'; 1000]))
        });
        let refuse = |head: &[u8]| {
            assert_eq!(head.len(), HEAD_BYTES);
            Err(BlobError::Rejected("send audio".to_owned()))
        };
        let result = place.blobs.put(&blob("cp-1/recordings/a"), endless, u64::MAX, refuse).await;
        assert_eq!(result, Err(BlobError::Rejected("send audio".to_owned())));
        place.assert_empty().await;
    }
}

#[tokio::test]
async fn a_failed_second_upload_keeps_the_first() {
    for place in Place::both().await {
        place.put("cp-1/recordings/a", b"the first").await;
        let body = pieces(some_bytes(20 * MEGABYTE), 65_536);
        let failed = place.blobs.put(&blob("cp-1/recordings/a"), body, 19_000_000, |_| Ok(())).await;
        assert!(failed.is_err());
        assert_eq!(place.read("cp-1/recordings/a", None).await.0, b"the first");
    }
}

#[tokio::test]
async fn deleting_twice_is_fine_and_what_is_gone_is_not_found() {
    for place in Place::both().await {
        let name = blob("cp-1/recordings/a");
        place.put("cp-1/recordings/a", b"hello").await;
        place.blobs.delete(&name).await.unwrap();
        place.blobs.delete(&name).await.unwrap();
        place.blobs.delete(&blob("cp-9/never/was")).await.unwrap();
        assert_eq!(place.blobs.head(&name).await, Err(BlobError::NotFound));
        assert_eq!(place.blobs.get(&name, None).await.map(|_| ()), Err(BlobError::NotFound));
        place.assert_empty().await;
    }
}

#[tokio::test]
async fn the_list_names_every_blob_with_its_size() {
    for place in Place::both().await {
        place.put("cp-1/recordings/a", b"hello").await;
        place.put("cp-1/voicemails/b", b"").await;
        place.put("cp-2/recordings/a", b"good morning").await;
        let mut blobs: Vec<_> = place.blobs.list().try_collect().await.unwrap();
        blobs.sort();
        let expected = [("cp-1/recordings/a", 5), ("cp-1/voicemails/b", 0), ("cp-2/recordings/a", 12)];
        assert_eq!(blobs, expected.map(|(name, size)| (blob(name), size)), "{:?}", place.blobs);
    }
}

#[tokio::test]
async fn an_s3_server_that_is_gone_or_refuses_is_unavailable_and_the_secret_stays_hidden() {
    let folder = TempDir::new().unwrap();
    let server = S3Server::start(folder.path()).await;
    let mut settings = server.settings();
    settings.access_key = settings.access_key.map(|(id, _)| (id, "not-the-secret".to_owned()));
    assert!(!format!("{settings:?}").contains("not-the-secret"));
    let blobs = Blobs::s3(settings).unwrap();
    let result = blobs.put(&blob("cp-1/a"), pieces(b"hello".to_vec(), 9), 9, |_| Ok(())).await;
    let Err(BlobError::Unavailable(text)) = result else { panic!("{result:?}") };
    assert!(!text.contains("not-the-secret"), "{text}");
}

#[test]
fn a_name_cannot_leave_its_folder() {
    for name in
        ["", "/", "a/", "/a", "a//b", "..", "a/../b", "A", "a.b", "a#1", "a b", "ä", "a\\b", "a%2fb", "a\0"]
    {
        assert!(name.parse::<BlobName>().is_err(), "{name:?}");
    }
    assert!("x".repeat(201).parse::<BlobName>().is_err());
    assert_eq!(blob("cp-1/recordings/7k3q9xtd").as_str(), "cp-1/recordings/7k3q9xtd");
}

#[tokio::test]
async fn uploads_that_ended_half_way_are_found_and_removed() {
    let folder = tempfile::tempdir().unwrap();
    let blobs = Blobs::folder(folder.path()).unwrap();
    std::fs::create_dir(folder.path().join("cp-1")).unwrap();
    for name in ["cp-1/abc", "cp-1/abc#1"] {
        std::fs::write(folder.path().join(name), "RIFF").unwrap();
    }
    let later = SystemTime::now() + std::time::Duration::from_secs(60);
    let earlier = later - std::time::Duration::from_secs(3600);
    assert_eq!(blobs.unfinished(earlier).await.unwrap().len(), 0);
    assert_eq!(blobs.remove_unfinished(later).await.unwrap(), 1);
    assert!(folder.path().join("cp-1/abc").exists() && !folder.path().join("cp-1/abc#1").exists());
}
