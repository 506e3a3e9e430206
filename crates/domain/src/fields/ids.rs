//! Fields that name other objects.

use super::Fields;
use crate::id::{AnyId, Id};
use crate::patch::Patch;

impl Fields<'_> {
    /// An id of ours.
    pub fn id<T: Id>(&mut self, field: &str) -> Patch<T> {
        let text = self.typed::<String>(field, "must be an id");
        self.settled(field, text, |text| read_id(&text))
    }

    /// An id of ours or `ext-` and the owner's.
    pub fn any_id<T: Id>(&mut self, field: &str) -> Patch<AnyId<T>> {
        self.typed::<String>(field, "must be an id").map(|text| AnyId::read(&text))
    }

    /// A list of such ids.
    pub fn any_ids<T: Id>(&mut self, field: &str) -> Patch<Vec<AnyId<T>>> {
        self.texts(field, 100).map(|list| list.iter().map(|text| AnyId::read(text)).collect())
    }

    /// A list of ids of ours, each once.
    pub fn ids<T: Id>(&mut self, field: &str, most: usize) -> Patch<Vec<T>> {
        let texts = self.texts(field, most);
        self.settled(field, texts, |texts| {
            let mut ids: Vec<T> = Vec::with_capacity(texts.len());
            for text in texts {
                let id = read_id(&text)?;
                if !ids.contains(&id) {
                    ids.push(id);
                }
            }
            Ok(ids)
        })
    }
}

fn read_id<T: Id>(text: &str) -> Result<T, String> {
    text.parse().map_err(|_| format!("{text:?} is not an id such as {}", T::of(1)))
}
