//! The tables of `data/`: read once, asked without allocating. Where they come from is said there.

use std::sync::LazyLock;

use super::State;
use crate::zone::Zone;

const AREA_CODES: &str = include_str!("../../data/area-codes.txt");
const ZIP_ZONES: &str = include_str!("../../data/zip-zones.txt");
const ZIP_STATES: &str = include_str!("../../data/zip-states.txt");
const STATE_ZONES: &str = include_str!("../../data/state-zones.txt");
const NEW_YORK_CITY: &str = include_str!("../../data/new-york-city.txt");

static TABLES: LazyLock<Tables> = LazyLock::new(Tables::read);

/// What an area code says.
#[derive(Debug, Default)]
pub(super) struct Area {
    pub(super) state: Option<State>,
    pub(super) zones: Vec<Zone>,
}

#[derive(Debug)]
pub(super) struct Tables {
    /// By area code.
    areas: Vec<Area>,
    zip_zones: Zips<Vec<Zone>>,
    zip_states: Zips<State>,
    /// By state.
    state_zones: Vec<Vec<Zone>>,
    city: NewYorkCity,
}

/// What lies in the five boroughs.
#[derive(Debug, Default)]
pub(super) struct NewYorkCity {
    prefixes: Vec<u32>,
    codes: Vec<u32>,
    border: Vec<u32>,
    counties: Vec<&'static str>,
    cities: Vec<&'static str>,
    area_codes: Vec<usize>,
}

/// Something by ZIP prefix, and by single code where that differs.
#[derive(Debug)]
struct Zips<T> {
    prefixes: Vec<Option<T>>,
    codes: Vec<(u32, T)>,
}

impl Tables {
    pub(super) fn get() -> &'static Self {
        &TABLES
    }

    /// What the area code of a phone number in E.164 says; none for numbers without a place.
    pub(super) fn area_of(&self, number: &str) -> Option<(usize, &Area)> {
        let national = number.strip_prefix("+1").filter(|rest| rest.len() == 10)?;
        let code: usize = national.get(..3)?.parse().ok()?;
        let area = self.areas.get(code).filter(|area| !area.zones.is_empty())?;
        Some((code, area))
    }

    pub(super) fn zones_of_zip(&self, zip: u32) -> &[Zone] {
        self.zip_zones.get(zip).map_or(&[], Vec::as_slice)
    }

    pub(super) fn state_of_zip(&self, zip: u32) -> Option<State> {
        self.zip_states.get(zip).copied()
    }

    pub(super) fn zones_of_state(&self, state: State) -> &[Zone] {
        self.state_zones.get(state.ordinal()).map_or(&[], Vec::as_slice)
    }

    pub(super) fn city(&self) -> &NewYorkCity {
        &self.city
    }

    fn read() -> Self {
        let mut areas: Vec<_> = std::iter::repeat_with(Area::default).take(1000).collect();
        for (code, rest) in rows(AREA_CODES) {
            let (state, zones) = rest.split_once(' ').unwrap_or((rest, ""));
            if let Some(area) = code.parse().ok().and_then(|code: usize| areas.get_mut(code)) {
                *area = Area { state: State::code(state), zones: zones_named(zones) };
            }
        }
        let mut state_zones = vec![Vec::new(); State::COUNT];
        for (state, zones) in rows(STATE_ZONES) {
            if let Some(state) = State::code(state) {
                state_zones[state.ordinal()] = zones_named(zones);
            }
        }
        Self {
            areas,
            zip_zones: Zips::read(ZIP_ZONES, |zones| Some(zones_named(zones))),
            zip_states: Zips::read(ZIP_STATES, State::code),
            state_zones,
            city: NewYorkCity::read(),
        }
    }
}

impl NewYorkCity {
    /// Whether a ZIP code lies in the city; none where it lies on its border.
    pub(super) fn has_zip(&self, zip: u32) -> Option<bool> {
        if self.border.contains(&zip) {
            return None;
        }
        Some(self.prefixes.contains(&(zip / 100)) || self.codes.contains(&zip))
    }

    pub(super) fn has_county(&self, county: &str) -> bool {
        let county = county.trim();
        let name = county.get(..county.len().saturating_sub(7)).filter(|_| ends_with_county(county));
        self.counties.iter().any(|known| known.eq_ignore_ascii_case(name.unwrap_or(county)))
    }

    pub(super) fn has_city(&self, city: &str) -> bool {
        self.cities.iter().any(|known| known.eq_ignore_ascii_case(city.trim()))
    }

    pub(super) fn has_area_code(&self, code: usize) -> bool {
        self.area_codes.contains(&code)
    }

    fn read() -> Self {
        let mut city = Self::default();
        for (kind, rest) in rows(NEW_YORK_CITY) {
            let numbers = || rest.split(' ').filter_map(|text| Some((text.len(), text.parse::<u32>().ok()?)));
            match kind {
                "zip" => {
                    city.prefixes
                        .extend(numbers().filter(|(length, _)| *length == 3).map(|(_, number)| number));
                    city.codes.extend(numbers().filter(|(length, _)| *length == 5).map(|(_, number)| number));
                }
                "border" => city.border.extend(numbers().map(|(_, number)| number)),
                "areacode" => city.area_codes.extend(numbers().map(|(_, number)| number as usize)),
                "county" => city.counties.push(rest),
                "city" => city.cities.push(rest),
                _ => {}
            }
        }
        city
    }
}

fn ends_with_county(text: &str) -> bool {
    text.len() > 7
        && text.is_char_boundary(text.len() - 7)
        && text[text.len() - 7..].eq_ignore_ascii_case(" county")
}

impl<T> Zips<T> {
    fn get(&self, zip: u32) -> Option<&T> {
        match self.codes.binary_search_by_key(&zip, |(code, _)| *code) {
            Ok(at) => Some(&self.codes[at].1),
            Err(_) => self.prefixes.get((zip / 100) as usize)?.as_ref(),
        }
    }

    /// Rows of `100-149 NY`, runs of prefixes, and of `06390 NY`, single codes.
    fn read(text: &'static str, value: impl Fn(&'static str) -> Option<T>) -> Self {
        let mut zips =
            Self { prefixes: std::iter::repeat_with(|| None).take(1000).collect(), codes: Vec::new() };
        for (key, rest) in rows(text) {
            if let Some((from, to)) = key.split_once('-') {
                let (from, to): (usize, usize) = (from.parse().unwrap_or(1), to.parse().unwrap_or(0));
                zips.prefixes.iter_mut().take(to + 1).skip(from).for_each(|prefix| *prefix = value(rest));
            } else if let (Ok(code), Some(value)) = (key.parse(), value(rest)) {
                zips.codes.push((code, value));
            }
        }
        zips.codes.sort_by_key(|(code, _)| *code);
        zips
    }
}

/// The rows of a table: what comes before the first space, and after it.
fn rows(text: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    text.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(' '))
}

fn zones_named(names: &str) -> Vec<Zone> {
    names.split(' ').filter_map(Zone::named).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A misspelled zone or state would silently be left out, so every word of every table is tried.
    #[test]
    fn every_word_of_every_table_is_known() {
        for (code, rest) in rows(AREA_CODES) {
            let (state, zones) = rest.split_once(' ').unwrap();
            assert!(state == "-" || State::code(state).is_some(), "{code} {state}");
            assert_eq!(zones_named(zones).len(), zones.split(' ').count(), "{code} {zones}");
            assert_eq!(code.len(), 3);
        }
        for (key, zones) in rows(ZIP_ZONES).chain(rows(STATE_ZONES)) {
            assert_eq!(zones_named(zones).len(), zones.split(' ').count(), "{key} {zones}");
        }
        let military = ["AA", "AE", "AP"];
        for (key, state) in rows(ZIP_STATES) {
            assert!(State::code(state).is_some() || military.contains(&state), "{key} {state}");
        }
        for state in State::all() {
            assert!(!TABLES.zones_of_state(state).is_empty(), "{} has no zone", state.as_str());
        }
        let kinds: Vec<_> = rows(NEW_YORK_CITY).map(|(kind, _)| kind).collect();
        assert!(kinds.iter().all(|kind| ["zip", "border", "county", "city", "areacode"].contains(kind)));
    }

    #[test]
    fn a_single_code_goes_before_its_prefix() {
        let names = |zip| TABLES.zones_of_zip(zip).iter().map(|zone| zone.name()).collect::<Vec<_>>();
        assert_eq!(names(79_835), ["America/Denver"], "Canutillo, Texas");
        assert_eq!(names(75_001), ["America/Chicago"]);
        assert_eq!(names(46_968), ["America/New_York", "America/Chicago"], "sources differ");
        assert_eq!(TABLES.state_of_zip(6390), State::code("NY"), "Fishers Island");
    }
}
