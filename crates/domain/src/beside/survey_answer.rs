//! An answer to a question of a survey about an interaction.

use serde::Serialize;
use utoipa::ToSchema;

use super::{Beside, NAME_LENGTH, TEXT_LENGTH};
use crate::fields::Fields;
use crate::id::{Id, InteractionId, SurveyAnswerId};
use crate::patch::Patch;
use crate::time::Instant;

/// An answer to a question of a survey.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SurveyAnswer {
    /// Its id.
    pub id: SurveyAnswerId,
    /// The owner's own id.
    pub external_id: Option<String>,
    /// The interaction the survey was about.
    pub interaction_id: InteractionId,
    /// The name of the survey.
    pub survey: String,
    /// What was asked.
    pub question: String,
    /// What was answered.
    pub answer: String,
    /// The answer as a score from 0 to 100, where it is one.
    pub score: Option<i64>,
    /// When.
    pub answered_at: Instant,
    /// When it was recorded here.
    pub created_at: Instant,
}

/// What a body says about an answer.
#[derive(Debug, Clone)]
pub struct SurveyAnswerDraft {
    external_id: Patch<String>,
    survey: Patch<String>,
    question: Patch<String>,
    answer: Patch<String>,
    score: Patch<i64>,
    at: Patch<Instant>,
}

impl Beside for SurveyAnswer {
    type Id = SurveyAnswerId;
    type Draft = SurveyAnswerDraft;
    const NAME: &'static str = "survey answer";

    fn read(fields: &mut Fields<'_>) -> SurveyAnswerDraft {
        let draft = SurveyAnswerDraft {
            external_id: fields.external_id(),
            survey: fields.text("survey", 1, NAME_LENGTH),
            question: fields.text("question", 1, NAME_LENGTH),
            answer: fields.text("answer", 1, TEXT_LENGTH),
            score: fields.number("score", 0..=100),
            at: fields.instant("answeredAt"),
        };
        fields.require("survey", &draft.survey);
        fields.require("question", &draft.question);
        fields.require("answer", &draft.answer);
        draft
    }

    fn create(draft: SurveyAnswerDraft, interaction_id: InteractionId, now: Instant) -> Self {
        Self {
            id: SurveyAnswerId::of(0),
            external_id: draft.external_id.value(),
            interaction_id,
            survey: draft.survey.value().unwrap_or_default(),
            question: draft.question.value().unwrap_or_default(),
            answer: draft.answer.value().unwrap_or_default(),
            score: draft.score.value(),
            answered_at: draft.at.value().unwrap_or(now),
            created_at: now,
        }
    }

    fn with_id(self, id: SurveyAnswerId) -> Self {
        Self { id, ..self }
    }

    fn id(&self) -> SurveyAnswerId {
        self.id
    }

    fn interaction(&self) -> InteractionId {
        self.interaction_id
    }

    fn external_id(&self) -> Option<&str> {
        self.external_id.as_deref()
    }
}
