//! The pages that the program carries, or the word that it was built without them.

use reqwest::Method;

use crate::support::on_both_stores;

on_both_stores! {
    async fn whoever_comes_with_a_browser_gets_a_page_and_no_script_of_another(app: &TestApp) {
        for address in ["/", "/crm", "/crm/borrowers/BO-GQYQ-T4S4/interactions/IN-D5HS-23T6"] {
            let nobody = app.nobody();
            let page = nobody.send(nobody.request(Method::GET, address).header("accept", "text/html,*/*")).await;
            assert_eq!(page.status, 200, "{address}");
            assert!(page.text.starts_with("<!doctype html>"), "{}", page.text);
            assert!(!page.text.contains("<script>"), "a script stands in the page");
            let policy = page.headers["content-security-policy"].to_str().unwrap();
            assert!(policy.contains("script-src 'self';") && policy.contains("frame-ancestors 'none'"), "{policy}");
        }
    }

    async fn where_no_page_is_the_api_says_so(app: &TestApp) {
        let nobody = app.nobody();
        for address in ["/api/nothing", "/hooks", "/assets/gone-1234.js", "/Api/people"] {
            let answer = nobody.send(nobody.request(Method::GET, address)).await;
            assert_eq!((answer.status, answer.body["status"].as_i64()), (404, Some(404)), "{address}");
        }
        let written = nobody.send(nobody.request(Method::POST, "/crm")).await;
        assert_eq!(written.status, 404);
    }
}
