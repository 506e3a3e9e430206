//! Answers to surveys.

use domain::beside::SurveyAnswer;
use domain::id::{Id, SurveyAnswerId};

use crate::Value;
use crate::error::StoreError;
use crate::kept::Kept;
use crate::row::Row;

impl Kept for SurveyAnswer {
    type Id = SurveyAnswerId;
    const TABLE: &'static str = "survey_answers";
    const COLUMNS: &'static str =
        "key, external_id, interaction, survey, question, answer, score, answered_at, created_at";

    fn read(row: &mut Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id()?,
            external_id: row.maybe_text()?,
            interaction_id: row.id()?,
            survey: row.text()?,
            question: row.text()?,
            answer: row.text()?,
            score: row.maybe_int()?,
            answered_at: row.instant()?,
            created_at: row.instant()?,
        })
    }

    fn values(&self) -> Vec<Value> {
        vec![
            self.external_id.clone().into(),
            self.interaction_id.key().into(),
            self.survey.as_str().into(),
            self.question.as_str().into(),
            self.answer.as_str().into(),
            self.score.into(),
            self.answered_at.into(),
            self.created_at.into(),
        ]
    }
}
