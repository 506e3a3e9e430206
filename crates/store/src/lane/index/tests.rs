use tempfile::TempDir;

use super::*;
use crate::migrate;
use crate::sqlite::{FILE_NAME, open_writer};

struct Searched {
    _folder: TempDir,
    connection: Connection,
    index: Index,
    next: i64,
}

impl Searched {
    async fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let place = Place::Folder(folder.path().to_owned());
        migrate::run(&place).await.unwrap();
        let connection = Connection::Sqlite(open_writer(&folder.path().join(FILE_NAME)).unwrap());
        Self { _folder: folder, connection, index: Index::new(&place), next: 1 }
    }

    /// A commit with a text of its own.
    async fn write(&mut self) {
        self.connection.batch("BEGIN IMMEDIATE").await.unwrap();
        let text = format!("the {}th letter about a payment plan", self.next);
        let mut sql = Sql::new(self.connection.dialect());
        sql.push("INSERT INTO interaction_fts (rowid, folded) VALUES (");
        sql.bind(self.next).push(", ").bind(text.as_str()).push(")");
        self.connection.execute(&sql).await.unwrap();
        self.index.grow(&self.connection, text.len()).await.unwrap();
        self.connection.batch("COMMIT").await.unwrap();
        self.next += 1;
    }

    async fn number(&self, text: &str) -> i64 {
        let mut sql = Sql::new(self.connection.dialect());
        sql.push(text);
        self.connection.rows(&sql, |row| row.int()).await.unwrap()[0]
    }

    async fn parts(&self) -> i64 {
        let said = self.number("SELECT count(DISTINCT segid) FROM interaction_fts_idx").await;
        assert_eq!(said, parts(&self.connection).await.unwrap() as i64);
        said
    }

    async fn found(&self) -> i64 {
        self.number("SELECT count(*) FROM interaction_fts WHERE interaction_fts MATCH '\"payment plan\"'")
            .await
    }
}

#[tokio::test]
async fn parts_are_left_alone_while_writes_follow_one_another() {
    let mut searched = Searched::new().await;
    for _ in 0..100 {
        searched.write().await;
    }
    assert_eq!(searched.parts().await, 100);
    assert!(!searched.index.is_settled());
}

#[tokio::test]
async fn they_are_merged_step_by_step_when_nobody_writes() {
    let mut searched = Searched::new().await;
    for _ in 0..100 {
        searched.write().await;
    }
    while !searched.index.is_settled() {
        searched.index.tend(&searched.connection).await.unwrap();
    }
    assert!(searched.parts().await < 10, "{} parts are left", searched.parts().await);
    assert_eq!(searched.found().await, 100);
}

#[tokio::test]
async fn however_long_nobody_pauses_the_parts_stay_within_their_bound() {
    let mut searched = Searched::new().await;
    let mut most = 0;
    for _ in 0..2_000 {
        searched.write().await;
        most = most.max(searched.parts().await);
    }
    assert!((MOST_PARTS as i64 / 2..MOST_PARTS as i64 + 2 * STEP as i64).contains(&most), "{most} parts");
    assert_eq!(searched.found().await, 2_000);
}
