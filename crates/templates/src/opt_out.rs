//! Whether a message about a debt says how to hear no more of them (12 CFR 1006.6(e)).

use domain::template::TemplateContent;
use domain::text::fold;
use domain::vocabulary::Channel;

/// What a template calls the address at which one click unsubscribes.
const ADDRESS: &str = "unsubscribeurl";
const WORDS: [&str; 8] = [
    "unsubscribe",
    "opt out",
    "opt-out",
    "stop receiving",
    "cancelar la suscripción",
    "darse de baja",
    "dejar de recibir",
    "no recibir más",
];

/// Whether every version of the message that a person may read says how to opt out.
pub fn says_how_to_opt_out(template: &TemplateContent, channel: Channel) -> bool {
    match channel {
        Channel::Text => template.body.as_deref().is_some_and(names_stop),
        Channel::Email => {
            [&template.html, &template.text].into_iter().flatten().all(|part| offers_a_way(part))
        }
        _ => true,
    }
}

/// The word that silences texts, as a word of its own and in capitals, so that it is seen.
fn names_stop(text: &str) -> bool {
    visible(text).split(|c: char| !c.is_alphanumeric()).any(|word| word == "STOP")
}

fn offers_a_way(part: &str) -> bool {
    let folded = fold(&visible(part));
    let spaced = folded.split_whitespace().collect::<Vec<_>>().join(" ");
    spaced.contains(ADDRESS) || WORDS.iter().any(|word| spaced.contains(word))
}

/// Without the comments of Jinja and HTML, which nobody reads.
fn visible(part: &str) -> String {
    let mut seen = part.to_owned();
    for (from, to) in [("{#", "#}"), ("<!--", "-->")] {
        while let Some(start) = seen.find(from) {
            let end = seen[start..].find(to).map_or(seen.len(), |at| start + at + to.len());
            seen.replace_range(start..end, " ");
        }
    }
    seen
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(body: &str) -> bool {
        let template = TemplateContent { body: Some(body.to_owned()), ..TemplateContent::default() };
        says_how_to_opt_out(&template, Channel::Text)
    }

    fn email(html: &str, text: Option<&str>) -> bool {
        let (html, text) = (Some(html.to_owned()), text.map(str::to_owned));
        says_how_to_opt_out(&TemplateContent { html, text, ..TemplateContent::default() }, Channel::Email)
    }

    #[test]
    fn a_text_names_the_word() {
        assert!(text("You owe $5. Reply STOP to end."));
        assert!(!text("You owe $5."));
        assert!(!text("Do not stop paying, and visit NONSTOP.example"));
        assert!(!text("You owe $5. {# Reply STOP to end. #}"));
    }

    #[test]
    fn an_email_gives_the_address_or_the_words_in_each_of_its_parts() {
        assert!(email("<a href=\"{{ unsubscribeUrl }}\">no more</a>", None));
        assert!(email("<p>To opt\n out, answer this email.</p>", Some("To opt out, answer this email.")));
        assert!(!email("<p>You owe $5.</p>", None));
        assert!(!email("<p>You owe $5.</p><!-- unsubscribe -->", None));
        assert!(!email("<a href=\"{{ unsubscribeUrl }}\">no more</a>", Some("You owe $5.")));
    }
}
