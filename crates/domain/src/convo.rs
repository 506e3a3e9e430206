//! The conversation of a text or chat interaction: who takes part, and what was said.

mod said;

pub use said::said;

use serde::Serialize;
use utoipa::ToSchema;

use crate::id::{ConvoId, Id, InteractionId, MessageId, UserId};
use crate::interaction::Interaction;
use crate::time::Instant;
use crate::vocabulary::{AuthorType, ConvoState, JoinType};

/// The conversation of a text or chat interaction.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Convo {
    /// Its id; an interaction has one conversation.
    pub id: ConvoId,
    /// The interaction.
    pub interaction_id: InteractionId,
    /// Whether it goes on.
    pub state: ConvoState,
    /// The agents who are or were inside, in the order they came.
    pub participants: Vec<Participant>,
    /// What was said, oldest first.
    pub messages: Vec<Message>,
}

/// An agent's stay in a conversation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Participant {
    /// The user.
    pub user_id: UserId,
    /// Its name as it was then.
    pub name: String,
    /// When it came.
    pub joined_at: Instant,
    /// When it left; null while it is inside.
    pub left_at: Option<Instant>,
}

/// One message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Message {
    /// Its id.
    pub id: MessageId,
    /// When it was written.
    pub at: Instant,
    /// Who wrote it.
    pub author: Author,
    /// What it says.
    pub body: String,
}

/// Who wrote a message, as far as it is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = MessageAuthor)]
pub struct Author {
    /// The borrower, an agent or a program.
    #[serde(rename = "type")]
    pub kind: AuthorType,
    /// The id, where there is one.
    pub id: Option<String>,
    /// The name, where there is one.
    pub name: Option<String>,
}

/// What is kept of a conversation beside its interaction.
#[derive(Debug, Clone, Default)]
pub struct Kept {
    /// When an agent closed it.
    pub closed_at: Option<Instant>,
    /// Who is or was inside.
    pub participants: Vec<Participant>,
    /// What was said since the interaction was recorded.
    pub messages: Vec<Message>,
}

/// What a join does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Joining {
    /// Whether the user comes in; false where it is inside already.
    pub enters: bool,
    /// The others who have to leave.
    pub leaving: Vec<UserId>,
}

/// The id of the conversation of an interaction.
pub fn id_of(interaction: &Interaction) -> ConvoId {
    ConvoId::of(interaction.id.key())
}

impl Convo {
    /// The conversation of an interaction; closed by an agent, or by having ended (section 4 of the contract).
    pub fn of(interaction: &Interaction, kept: Kept) -> Self {
        let closed = kept.closed_at.is_some() || interaction.ended_at.is_some();
        let mut messages = said(interaction);
        messages.extend(kept.messages);
        // A text may overtake the one before it on its way here.
        messages.sort_by_key(|message| message.at);
        Self {
            id: id_of(interaction),
            interaction_id: interaction.id,
            state: if closed { ConvoState::Closed } else { ConvoState::Open },
            participants: kept.participants,
            messages,
        }
    }

    /// Who is inside now.
    pub fn inside(&self) -> Vec<UserId> {
        let here = self.participants.iter().filter(|one| one.left_at.is_none());
        here.map(|one| one.user_id).collect()
    }

    /// What it takes for a user to come in (A1 of the API reference), or why it may not.
    pub fn join(&self, user: UserId, how: JoinType) -> Result<Joining, &'static str> {
        if self.state == ConvoState::Closed {
            return Err("this conversation is closed; nobody can join it any more");
        }
        let inside = self.inside();
        let others: Vec<UserId> = inside.iter().copied().filter(|one| *one != user).collect();
        if how == JoinType::Solo && !others.is_empty() {
            return Err("another agent is in this conversation; join with joinType add or takeover");
        }
        let leaving = if how == JoinType::Takeover { others } else { Vec::new() };
        Ok(Joining { enters: !inside.contains(&user), leaving })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn convo(inside: &[i64], left: &[i64]) -> Convo {
        let stay = |key: &i64, left_at| Participant {
            user_id: UserId::of(*key),
            name: "Ana".to_owned(),
            joined_at: Instant(1),
            left_at,
        };
        let mut participants: Vec<_> = left.iter().map(|key| stay(key, Some(Instant(2)))).collect();
        participants.extend(inside.iter().map(|key| stay(key, None)));
        Convo {
            id: ConvoId::of(1),
            interaction_id: InteractionId::of(1),
            state: ConvoState::Open,
            participants,
            messages: Vec::new(),
        }
    }

    fn users(keys: &[i64]) -> Vec<UserId> {
        keys.iter().map(|key| UserId::of(*key)).collect()
    }

    #[test]
    fn solo_needs_to_be_alone_and_those_who_left_do_not_count() {
        let enters = Joining { enters: true, leaving: Vec::new() };
        assert_eq!(convo(&[], &[2]).join(UserId::of(1), JoinType::Solo), Ok(enters));
        assert!(convo(&[2], &[]).join(UserId::of(1), JoinType::Solo).is_err());
        assert!(convo(&[1, 2], &[]).join(UserId::of(1), JoinType::Solo).is_err());
    }

    #[test]
    fn who_is_inside_does_not_come_in_again() {
        let nothing = Joining { enters: false, leaving: Vec::new() };
        assert_eq!(convo(&[1], &[]).join(UserId::of(1), JoinType::Solo), Ok(nothing.clone()));
        assert_eq!(convo(&[1, 2], &[]).join(UserId::of(1), JoinType::Add), Ok(nothing));
    }

    #[test]
    fn a_takeover_sends_all_others_out() {
        let joining = convo(&[1, 2, 3], &[4]).join(UserId::of(1), JoinType::Takeover);
        assert_eq!(joining, Ok(Joining { enters: false, leaving: users(&[2, 3]) }));
    }

    #[test]
    fn nobody_joins_what_is_closed() {
        let closed = Convo { state: ConvoState::Closed, ..convo(&[], &[]) };
        for how in [JoinType::Solo, JoinType::Add, JoinType::Takeover] {
            assert!(closed.join(UserId::of(1), how).is_err());
        }
    }
}
