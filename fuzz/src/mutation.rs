//! Where inputs come from: good ones with a few things changed, and now and then pure noise.

const LONGEST: usize = 4096;
const TELLING: &[u8] = b"\0\t\n\r \"%&'*+,-./0:;<=>?@AZ[\\]_az{|}\x7f\x80\xbf\xc0\xe2\xed\xf0\xff";

/// splitmix64: the same seed gives the same inputs on every machine.
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64, name: &str) -> Self {
        Self(name.bytes().fold(seed, |state, byte| state.rotate_left(7) ^ u64::from(byte)))
    }

    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`, or 0 where there is none.
    fn below(&mut self, end: usize) -> usize {
        if end == 0 {
            return 0;
        }
        usize::try_from(self.roll() % end as u64).unwrap_or(0)
    }

    fn byte(&mut self) -> u8 {
        self.roll().to_le_bytes()[0]
    }
}

pub(crate) fn next_input(dice: &mut Dice, corpus: &[Vec<u8>], words: &[&str]) -> Vec<u8> {
    if corpus.is_empty() || dice.below(16) == 0 {
        let length = dice.below(64);
        return (0..length).map(|_| dice.byte()).collect();
    }
    let mut input = corpus[dice.below(corpus.len())].clone();
    for _ in 0..=dice.below(5) {
        mutate(dice, &mut input, corpus, words);
    }
    input.truncate(LONGEST);
    input
}

fn mutate(dice: &mut Dice, input: &mut Vec<u8>, corpus: &[Vec<u8>], words: &[&str]) {
    let at = dice.below(input.len());
    let to = at + dice.below(input.len() - at + 1);
    match dice.below(9) {
        0 if !input.is_empty() => input[at] ^= 1 << dice.below(8),
        1 if !input.is_empty() => input[at] = TELLING[dice.below(TELLING.len())],
        2 => input.insert(at, TELLING[dice.below(TELLING.len())]),
        3 => drop(input.drain(at..to)),
        4 => {
            let part = input[at..to].repeat(1 + dice.below(3));
            input.splice(at..at, part);
        }
        5 if !words.is_empty() => {
            let word = words[dice.below(words.len())].bytes();
            let end = if dice.below(2) == 0 { at } else { to };
            input.splice(at..end, word);
        }
        6 => {
            let other = &corpus[dice.below(corpus.len())];
            let from = dice.below(other.len());
            input.truncate(at);
            input.extend_from_slice(&other[from..]);
        }
        7 => drop(input.splice(at..to, number(dice).into_bytes())),
        _ => {
            let letter =
                char::from_u32(u32::try_from(dice.below(0x11_0000)).unwrap_or(0)).unwrap_or('\u{fffd}');
            input.splice(at..at, letter.to_string().into_bytes());
        }
    }
}

/// Numbers at the edges of what fits.
fn number(dice: &mut Dice) -> String {
    let power = 1_i128 << dice.below(66);
    let near = power + i128::try_from(dice.below(3)).unwrap_or(0) - 1;
    if dice.below(2) == 0 { near.to_string() } else { (-near).to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_inputs() {
        let corpus = vec![b"2026-01-02T03:04:05Z".to_vec(), Vec::new()];
        let inputs = |seed| {
            let mut dice = Dice::new(seed, "times");
            (0..2000).map(|_| next_input(&mut dice, &corpus, &["Z"])).collect::<Vec<_>>()
        };
        assert_eq!(inputs(7), inputs(7));
        assert_ne!(inputs(7), inputs(8));
    }
}
