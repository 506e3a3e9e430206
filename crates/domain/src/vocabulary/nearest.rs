//! Which accepted word a mistyped one was probably meant to be.

/// Longer texts are no typing mistakes; comparing them would only cost time.
const LONGEST_COMPARED: usize = 64;

/// The accepted word closest to `text`, if one is close enough to be worth suggesting.
pub(super) fn nearest(text: &str, accepted: &[&'static str]) -> Option<&'static str> {
    if text.len() > LONGEST_COMPARED {
        return None;
    }
    let typed = folded(text);
    let tolerated = (typed.len() / 3).max(1);
    accepted
        .iter()
        .map(|word| (distance(&typed, &folded(word)), *word))
        .filter(|(distance, _)| *distance <= tolerated)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, word)| word)
}

/// `text` in quotes, shortened so that an error never repeats a whole document.
pub(super) fn quoted(text: &str) -> String {
    if text.chars().count() <= LONGEST_COMPARED {
        return format!("{text:?}");
    }
    let start: String = text.chars().take(LONGEST_COMPARED).collect();
    format!("{:?}", start + "…")
}

fn folded(text: &str) -> Vec<char> {
    text.trim().to_lowercase().chars().collect()
}

/// Edits between two words; two neighbouring letters swapped count once.
fn distance(from: &[char], to: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=to.len()).collect();
    for (i, a) in from.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, b) in to.iter().enumerate() {
            let mut cost = (last[j] + usize::from(a != b)).min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *a == to[j - 1] && from[i - 1] == *b {
                cost = cost.min(before[j - 1] + 1);
            }
            row.push(cost);
        }
        before = std::mem::replace(&mut last, row);
    }
    last[to.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_word_forgives_case_and_swapped_letters() {
        let accepted = ["emailSent", "emailOpened", "letterCreated"];
        assert_eq!(nearest("emailsnet", &accepted), Some("emailSent"));
        assert_eq!(nearest("EMAIL_OPENED", &accepted), Some("emailOpened"));
        assert_eq!(nearest("pigeon", &accepted), None);
        assert_eq!(nearest("", &accepted), None);
        assert_eq!(nearest(&"emailSent".repeat(1_000_000), &accepted), None);
    }
}
