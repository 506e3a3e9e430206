//! A reader comes back where it was.

use serde_json::json;

use super::reader::Reader;
use crate::support::{Actor, on_both_stores};

const WRITERS: usize = 8;
const EACH: usize = 15;

on_both_stores! {
    async fn who_comes_back_misses_nothing_and_hears_nothing_twice_while_eight_write(app: &TestApp) {
        let reader = app.administrator().await;
        let start = reader.get("/api/events?limit=1000").await.ok().body["last"].as_i64().unwrap();
        let writers: Vec<_> =
            (0..WRITERS).map(|_| tokio::spawn(write(reader.clone()))).collect();
        let mut heard = Vec::new();
        let mut last = start;
        while heard.len() < WRITERS * EACH {
            // Each connection hears a few, then is lost.
            let mut stream = if heard.is_empty() {
                Reader::after(&reader, start).await
            } else {
                Reader::again(&reader, last).await
            };
            for _ in 0..7 {
                if heard.len() == WRITERS * EACH {
                    break;
                }
                let frame = stream.next().await.unwrap();
                last = frame.id;
                heard.push(frame);
            }
        }
        let mut made = Vec::new();
        for writer in writers {
            made.extend(writer.await.unwrap());
        }
        let numbers: Vec<i64> = heard.iter().map(|frame| frame.id).collect();
        let expected: Vec<i64> = (start + 1..=start + numbers.len() as i64).collect();
        assert_eq!(numbers, expected, "every number once, in order");
        let mut told: Vec<String> = heard
            .iter()
            .map(|frame| frame.data.as_ref().unwrap()["object"]["id"].as_str().unwrap().to_owned())
            .collect();
        told.sort();
        made.sort();
        assert_eq!(told, made);
    }

    async fn the_list_and_the_stream_tell_the_same(app: &TestApp) {
        let reader = app.manager().await;
        let ada = app.person("Ada").await;
        reader.put(&format!("/api/people/{ada}"), json!({"timezone": "Europe/Berlin"})).await.ok();
        let listed = reader.get("/api/events?limit=1000").await.ok();
        let last = listed.body["last"].as_i64().unwrap();
        let frames = Reader::after(&reader, 0).await.through(last).await;
        let told: Vec<_> = frames.iter().filter_map(|frame| frame.data.clone()).collect();
        assert_eq!(told, listed.rows());
        assert_eq!(told.last().unwrap()["changes"]["timezone"]["to"], "Europe/Berlin");
        let mut walked = Vec::new();
        let mut after = 0;
        while after < last {
            let page = reader.get(&format!("/api/events?after={after}&limit=1")).await.ok();
            walked.extend_from_slice(page.rows());
            let next = page.body["last"].as_i64().unwrap();
            assert!(next > after);
            after = next;
        }
        assert_eq!(walked, told);
        let end = reader.get(&format!("/api/events?after={last}")).await.ok();
        assert_eq!((end.rows().len(), end.body["last"].as_i64()), (0, Some(last)));
    }
}

async fn write(actor: Actor) -> Vec<String> {
    let mut made = Vec::new();
    for _ in 0..EACH {
        let body = json!({"name": {"firstName": "Grace", "lastName": "Okafor"}});
        made.push(actor.post("/api/people", body).await.ok().id());
    }
    made
}
