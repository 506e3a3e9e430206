//! The address a button opens, with what is known of the interaction in it.

/// What a placeholder stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Placeholder {
    InteractionId,
    PersonId,
    PersonExternalId,
    CaseId,
    CustomerAddress,
    Flow,
    Direction,
    QueueId,
    UserId,
    UserEmail,
    Context,
}

impl Placeholder {
    const ALL: [(&'static str, Self); 11] = [
        ("interactionId", Self::InteractionId),
        ("personId", Self::PersonId),
        ("personExternalId", Self::PersonExternalId),
        ("caseId", Self::CaseId),
        ("customerAddress", Self::CustomerAddress),
        ("flow", Self::Flow),
        ("direction", Self::Direction),
        ("queueId", Self::QueueId),
        ("userId", Self::UserId),
        ("userEmail", Self::UserEmail),
        ("context", Self::Context),
    ];

    fn read(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(known, _)| *known == name).map(|(_, found)| *found)
    }
}

/// What is put for the placeholders; nothing becomes an empty text.
#[derive(Debug, Clone, Default)]
pub struct Context {
    /// The interaction.
    pub interaction: String,
    /// The person.
    pub person: Option<String>,
    /// The owner's own id of the person.
    pub person_external: Option<String>,
    /// The first case it is linked to.
    pub case: Option<String>,
    /// The number or mail address on the customer's side.
    pub customer_address: Option<String>,
    /// How it flows.
    pub flow: Option<String>,
    /// Who contacted whom.
    pub direction: String,
    /// The queue it came through.
    pub queue: Option<String>,
    /// Who presses the button.
    pub user: String,
    /// Their address.
    pub user_email: String,
}

/// The pieces of an address: text as it stands, and placeholders.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target(Vec<Piece>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Text(String),
    Put(Placeholder),
}

impl Target {
    /// Reads a template; what to do where it is none.
    pub fn read(template: &str) -> Result<Self, String> {
        let mut pieces = Vec::new();
        let mut rest = template;
        while let Some(open) = rest.find('{') {
            let (text, after) = rest.split_at(open);
            let close = after.find('}').ok_or("has a { without its }")?;
            let name = &after[1..close];
            let put = Placeholder::read(name).ok_or_else(|| unknown(name))?;
            pieces.push(Piece::Text(text.to_owned()));
            pieces.push(Piece::Put(put));
            rest = &after[close + 1..];
        }
        pieces.push(Piece::Text(rest.to_owned()));
        let target = Self(pieces);
        if target.0.len() > 1 && !target.begins_with_a_host() {
            return Err(
                "may hold placeholders only behind the host, as in https://example.com/?id={personId}"
                    .to_owned(),
            );
        }
        Ok(target)
    }

    /// The address as it stands with a letter for each placeholder: what is judged when a button is made.
    pub fn example(&self) -> String {
        let shown = self.0.iter().map(|piece| match piece {
            Piece::Text(text) => text.as_str(),
            Piece::Put(_) => "x",
        });
        shown.collect()
    }

    /// The address for an interaction, with the signed context where the template places it, else at the end of the query.
    pub fn fill(&self, with: &Context, signed: &str) -> String {
        let mut address = String::new();
        for piece in &self.0 {
            match piece {
                Piece::Text(text) => address.push_str(text),
                Piece::Put(Placeholder::Context) => address.push_str(signed),
                Piece::Put(put) => escape(put.of(with), &mut address),
            }
        }
        if self.0.contains(&Piece::Put(Placeholder::Context)) {
            return address;
        }
        let fragment = address.find('#').map(|at| address.split_off(at)).unwrap_or_default();
        let joint = if address.contains('?') { '&' } else { '?' };
        format!("{address}{joint}context={signed}{fragment}")
    }

    /// Whether scheme and host are settled by the template alone: nobody outside must choose where a click leads.
    fn begins_with_a_host(&self) -> bool {
        let Some(Piece::Text(first)) = self.0.first() else { return false };
        let Some((_, rest)) = first.split_once("://") else { return false };
        rest.find(['/', '?', '#']).is_some_and(|end| end > 0)
    }
}

impl Placeholder {
    fn of(self, context: &Context) -> &str {
        let found = match self {
            Self::InteractionId => Some(&context.interaction),
            Self::PersonId => context.person.as_ref(),
            Self::PersonExternalId => context.person_external.as_ref(),
            Self::CaseId => context.case.as_ref(),
            Self::CustomerAddress => context.customer_address.as_ref(),
            Self::Flow => context.flow.as_ref(),
            Self::Direction => Some(&context.direction),
            Self::QueueId => context.queue.as_ref(),
            Self::UserId => Some(&context.user),
            Self::UserEmail => Some(&context.user_email),
            Self::Context => None,
        };
        found.map_or("", String::as_str)
    }
}

/// As it may stand anywhere in a path, a query or a fragment (RFC 3986, 2.3).
fn escape(text: &str, into: &mut String) {
    use std::fmt::Write as _;
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                into.push(char::from(byte))
            }
            _ => {
                let _ = write!(into, "%{byte:02X}");
            }
        }
    }
}

fn unknown(name: &str) -> String {
    let known: Vec<_> = Placeholder::ALL.iter().map(|(name, _)| format!("{{{name}}}")).collect();
    format!("{{{name}}} is no placeholder; one of {}", known.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(template: &str) -> String {
        let context = Context {
            interaction: "IN-2222-2222".to_owned(),
            customer_address: Some("+1 555&x=<é>/..".to_owned()),
            direction: "inbound".to_owned(),
            ..Context::default()
        };
        Target::read(template).unwrap().fill(&context, "a.b.c")
    }

    #[test]
    fn what_comes_from_outside_is_escaped_wherever_it_stands() {
        assert_eq!(
            filled("https://erp.example/{customerAddress}?p={personId}&i={interactionId}#d-{direction}"),
            "https://erp.example/%2B1%20555%26x%3D%3C%C3%A9%3E%2F..?p=&i=IN-2222-2222&context=a.b.c#d-inbound"
        );
    }

    #[test]
    fn the_signed_context_stands_where_it_is_placed_and_else_at_the_end() {
        assert_eq!(filled("https://erp.example/open/{context}"), "https://erp.example/open/a.b.c");
        assert_eq!(filled("https://erp.example"), "https://erp.example?context=a.b.c");
        assert_eq!(filled("https://erp.example/?a=b"), "https://erp.example/?a=b&context=a.b.c");
    }

    #[test]
    fn nobody_outside_chooses_where_a_click_leads() {
        for template in [
            "{customerAddress}",
            "https://{customerAddress}/",
            "https://example.com{customerAddress}",
            "https://a{flow}.example/",
            "javascript:{flow}",
            "https:///{flow}",
        ] {
            assert!(Target::read(template).is_err(), "{template}");
        }
        assert!(Target::read("https://example.com/{amount}").unwrap_err().contains("{customerAddress}"));
        assert!(Target::read("https://example.com/{flow").is_err());
    }
}
