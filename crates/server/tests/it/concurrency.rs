//! Many at once.

use futures::future::join_all;
use serde_json::json;

use crate::support::bodies::{call, with};
use crate::support::on_both_stores;

on_both_stores! {
    async fn of_fifty_with_one_external_id_one_gets_in(app: &TestApp) {
        let agent = app.agent().await;
        let path = format!("/api/people/{}/interactions", app.person("Ada").await);
        let body = with(call(), json!({"externalId": "once"}));
        let answers = join_all((0..50).map(|_| agent.post(&path, body.clone()))).await;
        let (made, refused): (Vec<_>, Vec<_>) = answers.into_iter().partition(|answer| answer.status == 200);
        assert_eq!((made.len(), refused.len()), (1, 49));
        for answer in refused {
            assert!(answer.refused(409).message().starts_with("Duplicate external ID"));
        }
        let listed = agent.get(&path).await.ok();
        assert_eq!((listed.ids(), listed.total()), (vec![made[0].id().as_str()], 1));
    }

    async fn changes_of_one_row_happen_one_after_the_other(app: &TestApp) {
        let agent = app.agent().await;
        let path = format!("/api/people/{}/interactions", app.person("Ada").await);
        let one = format!("{path}/{}", agent.post(&path, call()).await.ok().id());
        let fields = ["twilioErrorCode", "failureDescriptionShort", "failureDescriptionLong", "externalId"];
        let puts = (0..40).map(|n| agent.put(&one, json!({fields[n % 4]: format!("v{n}")})));
        // Each one's own field, so each one's last value must still be there: no lost update.
        let answers = join_all(puts).await;
        assert!(answers.iter().all(|answer| answer.status == 200));
        let left = agent.get(&one).await.ok();
        for field in fields {
            assert!(left.data()[field].as_str().unwrap().starts_with('v'), "{field}: {}", left.text);
        }
        let updates = app.events().await.iter().filter(|event| event.name == "interaction.updated").count();
        assert_eq!(updates, 40);
    }

    async fn deleting_twice_at_once_deletes_once(app: &TestApp) {
        let manager = app.manager().await;
        let path = format!("/api/people/{}/interactions", app.person("Ada").await);
        let one = format!("{path}/{}", manager.post(&path, call()).await.ok().id());
        let answers = join_all((0..10).map(|_| manager.delete(&one))).await;
        assert_eq!(answers.iter().filter(|answer| answer.status == 200).count(), 1);
        assert!(answers.iter().all(|answer| answer.status == 200 || answer.status == 404));
        assert_eq!(manager.get(&path).await.ok().total(), 0);
    }
}
