//! How deep a JSON body nests, found without recursion and before anything is built from it.

/// Refuses a body that nests deeper than `max`, with the position of the bracket that goes too far.
///
/// The text need not be valid JSON: whatever is wrong besides its depth is the parser's to say.
pub fn check_json_depth(bytes: &[u8], max: usize) -> Result<(), usize> {
    let mut depth = 0_usize;
    let mut in_string = false;
    let mut escaped = false;
    for (at, byte) in bytes.iter().enumerate() {
        if in_string {
            in_string = escaped || *byte != b'"';
            escaped = !escaped && *byte == b'\\';
            continue;
        }
        match byte {
            b'"' => in_string = true,
            b'[' | b'{' if depth == max => return Err(at),
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::Value;

    use super::*;

    fn depth(value: &Value) -> usize {
        match value {
            Value::Array(items) => 1 + items.iter().map(depth).max().unwrap_or(0),
            Value::Object(fields) => 1 + fields.values().map(depth).max().unwrap_or(0),
            _ => 0,
        }
    }

    fn any_json() -> impl Strategy<Value = Value> {
        let text = r#"[\[\]{}"\\a\u{e9}\n]{0,8}"#;
        let leaf =
            prop_oneof![Just(Value::Null), any::<i32>().prop_map(Value::from), text.prop_map(Value::from)];
        leaf.prop_recursive(6, 48, 4, move |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
                prop::collection::vec((text, inner), 0..4).prop_map(|fields| fields.into_iter().collect()),
            ]
        })
    }

    fn jumble() -> impl Strategy<Value = String> {
        let part =
            prop::sample::select(vec!["[", "]", "{", "}", "\"", "\\", ",", "1", "[]", "\"]\"", "{\"a\":"]);
        prop::collection::vec(part, 0..8).prop_map(|parts| parts.concat())
    }

    proptest! {
        #[test]
        fn it_agrees_with_the_parser(value in any_json(), pretty in any::<bool>()) {
            let text = if pretty { serde_json::to_vec_pretty(&value) } else { serde_json::to_vec(&value) }.unwrap();
            let deep = depth(&value);
            prop_assert_eq!(check_json_depth(&text, deep), Ok(()));
            if let Some(less) = deep.checked_sub(1) {
                let at = check_json_depth(&text, less).unwrap_err();
                let opens = b"[{".contains(&text[at]);
                prop_assert!(opens);
            }
        }

        #[test]
        fn it_agrees_on_whatever_the_parser_takes(text in jumble(), max in 0_usize..6) {
            let passes = check_json_depth(text.as_bytes(), max).is_ok();
            if let Ok(value) = serde_json::from_str::<Value>(&text) {
                prop_assert_eq!(passes, depth(&value) <= max);
            }
        }
    }

    #[test]
    fn a_megabyte_of_brackets_is_refused_at_once() {
        assert_eq!(check_json_depth(&vec![b'['; 1 << 20], 64), Err(64));
        assert_eq!(check_json_depth(br#""[[[[\"[[[""#, 0), Ok(()));
    }
}
