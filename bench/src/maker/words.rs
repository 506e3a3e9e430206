//! Contents: words as frequent as they are in real writing, and a few planted ones to look for.

use crate::random::{Random, Weighted};

/// The most frequent words; rarer ones are made of syllables.
const FREQUENT: &str = "the to you your of and a for is in we on this that be with have it are our will if \
    as or from at not can by please was any call has been but I would what do so my about there when me no \
    out up they all he one how may us an time just get he she them more need now know like thank help let \
    back make was were see sent two also week day today month good after before over some new only want \
    contact loan office call number date because could their which next still try";
/// Words that stand in about 7 of 100 contents each.
pub(crate) const COMMON: [&str; 8] =
    ["payment", "account", "balance", "statement", "overdue", "autopay", "customer", "schedule"];
/// Pairs that stand in about 4 of 1,000 contents each.
pub(crate) const PAIRS: [&str; 8] = [
    "hardship program",
    "bank transfer",
    "duplicate charge",
    "interest waiver",
    "wrong address",
    "credit report",
    "settlement offer",
    "promise kept",
];
/// Words that stand in one content of a million each.
pub(crate) const RARE: [&str; 8] =
    ["xylotheque", "quixotry", "zugzwang", "jabberwock", "mxyzptlk", "vivisepulture", "wyvernkin", "kwyjibo"];

const COMMON_SHARE: f64 = 0.07;
const PAIR_SHARE: f64 = 0.004;
const RARE_EVERY: u64 = 1_000_000;
const WORDS: usize = 12_000;
const SYLLABLES: [&str; 40] = [
    "an", "ber", "con", "den", "er", "fol", "gra", "hin", "is", "ja", "ken", "lor", "men", "na", "or", "pel",
    "qua", "re", "sta", "tion", "ul", "ver", "win", "yo", "zen", "ing", "tra", "sol", "mar", "pre", "dis",
    "cal", "lin", "tor", "ble", "sub", "par", "ment", "cho", "fi",
];

/// Makes contents.
pub(crate) struct Words {
    all: Vec<String>,
    frequency: Weighted,
}

impl Words {
    pub(crate) fn new(seed: u64) -> Self {
        let mut random = Random::new(seed);
        let mut all: Vec<String> = FREQUENT.split_whitespace().map(str::to_owned).collect();
        while all.len() < WORDS {
            let syllables = 2 + random.below(3);
            all.push((0..syllables).map(|_| *random.pick(&SYLLABLES)).collect());
        }
        Self { all, frequency: Weighted::zipf(WORDS, 2.0, 1.0) }
    }

    /// 80 to 600 characters, more often few.
    pub(crate) fn write(&self, number: u64, random: &mut Random, text: &mut String) {
        let wanted = 80 + (520.0 * random.unit().powi(3)) as usize;
        let planted = planted(number, random);
        let at = random.below(wanted as u64 * 3 / 4) as usize;
        let mut waiting = planted.into_iter().flatten();
        let mut due = Some(at);
        let mut begins = true;
        while text.len() < wanted {
            if due.is_some_and(|due| text.len() >= due) {
                due = None;
                for word in waiting.by_ref() {
                    push(text, word, false);
                }
                continue;
            }
            let word = &self.all[self.frequency.draw(random)];
            push(text, word, begins);
            begins = random.chance(0.08);
            if begins {
                text.push('.');
            }
        }
        for word in waiting {
            push(text, word, false);
        }
    }
}

fn planted(number: u64, random: &mut Random) -> [Option<&'static str>; 17] {
    let mut planted = [None; 17];
    let (common, rest) = planted.split_at_mut(8);
    for (place, word) in common.iter_mut().zip(COMMON) {
        *place = random.chance(COMMON_SHARE).then_some(word);
    }
    for (place, pair) in rest.iter_mut().zip(PAIRS) {
        *place = random.chance(PAIR_SHARE).then_some(pair);
    }
    let of_million = number % RARE_EVERY;
    let step = RARE_EVERY / 16;
    // Odd steps, so that a store of 100,000 has one too.
    if of_million % step == step / 2 && (of_million / step).is_multiple_of(2) {
        rest[8] = Some(RARE[(of_million / step / 2) as usize]);
    }
    planted
}

fn push(text: &mut String, word: &str, begins: bool) {
    if !text.is_empty() {
        text.push(' ');
    }
    match (begins, word.as_bytes().first()) {
        (true, Some(first)) => {
            text.push(first.to_ascii_uppercase() as char);
            text.push_str(&word[1..]);
        }
        _ => text.push_str(word),
    }
}
