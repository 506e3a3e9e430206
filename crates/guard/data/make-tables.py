#!/usr/bin/env python3
"""Makes zip-zones.txt and area-codes.txt anew from published packages (see README.md beside this file).

    pip install phonenumbers==9.0.43 ziptz-us==0.1.2
    python3 crates/guard/data/make-tables.py
"""
import re
from collections import defaultdict
from pathlib import Path

import phonenumbers
import ziptz
from phonenumbers.geodata import GEOCODE_DATA
from phonenumbers.tzdata.data0 import data as PHONE_ZONES

HERE = Path(__file__).parent

# New codes laid over an area share its places, but the data lists them late: new code, the code it lies over.
OVERLAYS = {"364": "270", "448": "850", "458": "541", "729": "423", "930": "812"}

# ZIP codes that another published table (the crate zipcodes 3.0.1) puts on the other side of a zone boundary, most of
# them post office boxes without an area of their own. Where sources differ, both zones are plausible.
DOUBTED = """
32457 36854 36863 36867 36869 36870 36877 37304 37314 37320 37364 37371 37377 37384 37405 37419 40153 42603 42702 42719
42757 46968 47536 47556 49845 49964 57521 57532 57601 58838 67857 69103 69161 79942 83542 86034 86045 86047 86512 86555
""".split()
OTHER_SIDE = {
    "324": "America/New_York", "368": "America/Chicago", "373": "America/New_York", "374": "America/Chicago",
    "401": "America/Chicago", "426": "America/Chicago", "427": "America/New_York", "469": "America/Chicago",
    "475": "America/Chicago", "498": "America/Chicago", "499": "America/Chicago", "575": "America/Denver",
    "576": "America/Chicago", "588": "America/Chicago", "678": "America/Chicago", "691": "America/Chicago",
    "799": "America/Chicago", "835": "America/Los_Angeles", "860": "America/Phoenix", "865": "America/Phoenix",
}

STATES = {
    "Alabama": "AL", "Alaska": "AK", "Arizona": "AZ", "Arkansas": "AR", "California": "CA", "Colorado": "CO",
    "Connecticut": "CT", "Delaware": "DE", "Washington D.C.": "DC", "Florida": "FL", "Georgia": "GA", "Hawaii": "HI",
    "Idaho": "ID", "Illinois": "IL", "Indiana": "IN", "Iowa": "IA", "Kansas": "KS", "Kentucky": "KY", "Louisiana": "LA",
    "Maine": "ME", "Maryland": "MD", "Massachusetts": "MA", "Michigan": "MI", "Minnesota": "MN", "Mississippi": "MS",
    "Missouri": "MO", "Montana": "MT", "Nebraska": "NE", "Nevada": "NV", "New Hampshire": "NH", "New Jersey": "NJ",
    "New Mexico": "NM", "New York": "NY", "North Carolina": "NC", "North Dakota": "ND", "Ohio": "OH", "Oklahoma": "OK",
    "Oregon": "OR", "Pennsylvania": "PA", "Rhode Island": "RI", "South Carolina": "SC", "South Dakota": "SD",
    "Tennessee": "TN", "Texas": "TX", "Utah": "UT", "Vermont": "VT", "Virginia": "VA", "Washington": "WA",
    "Washington State": "WA", "West Virginia": "WV", "Wisconsin": "WI", "Wyoming": "WY", "Puerto Rico": "PR",
    "Guam": "GU", "American Samoa": "AS", "Northern Mariana Islands": "MP",
}
# Territories are regions of their own in the data, without a name there.
TERRITORIES = {"340": "VI", "670": "MP", "671": "GU", "684": "AS", "787": "PR", "939": "PR"}
# One exchange of New Jersey's 201 is named after a town of New York.
MISPLACED = {"201": "NJ"}
POSTAL = set(STATES.values()) | {"VI"}


def state_of(place):
    if place in STATES:
        return STATES[place]
    found = re.search(r", ([A-Z]{2})$", place)
    return found.group(1) if found and found.group(1) in POSTAL else None


def area_codes():
    zones, states = defaultdict(set), defaultdict(set)
    for prefix, names in PHONE_ZONES.items():
        if len(prefix) >= 4 and prefix.startswith("1"):
            zones[prefix[1:4]].update(names)
    for prefix, place in GEOCODE_DATA.items():
        if len(prefix) >= 4 and prefix.startswith("1"):
            state = state_of(place.get("en", ""))
            if state:
                states[prefix[1:4]].add(state)
    for code, state in TERRITORIES.items():
        states[code] = {state}
    for code, state in MISPLACED.items():
        states[code] = {state}
    zones["907"].discard("Pacific/Honolulu")  # Alaska ends at Adak.
    for new, old in OVERLAYS.items():
        zones[new] |= zones[old]
        states[new] |= states[old]
    lines = []
    for code in sorted(zones):
        if len(states[code]) > 1:
            print(f"area code {code} lies in {states[code]}")
        state = "/".join(sorted(states[code])) or "-"
        lines.append(f"{code} {state} {' '.join(sorted(zones[code]))}")
    return lines


def zip_zones():
    lines, start, last = [], None, None
    for prefix in range(1001):
        zone = ziptz.prefix_zone(f"{prefix:03}") if prefix < 1000 else ""
        if zone != last:
            if last:
                lines.append(f"{start:03}-{prefix - 1:03} {last}")
            start, last = prefix, zone
    for code in range(100_000):
        text = f"{code:05}"
        exact = ziptz.exact_zone(text)
        if text in DOUBTED:
            told = exact or ziptz.prefix_zone(text[:3])
            other = OTHER_SIDE[text[:3]]
            if other == told:
                other = ziptz.prefix_zone(text[:3])
            assert other != told, text
            lines.append(f"{text} {told} {other}")
        elif exact:
            lines.append(f"{text} {exact}")
    return lines


def write(name, about, lines):
    text = "".join(f"# {line}\n" for line in about) + "\n".join(lines) + "\n"
    (HERE / name).write_text(text)
    print(name, len(lines))


write("area-codes.txt", [
    "Area code, state (- outside the United States), every time zone its numbers are given out in.",
    f"From libphonenumber by way of the Python package phonenumbers {phonenumbers.__version__}, Apache-2.0.",
    "Made by make-tables.py; sources and licences in README.md.",
], area_codes())
write("zip-zones.txt", [
    "ZIP codes and their time zone: runs of prefixes, then single codes that differ from their prefix. Two zones: sources differ.",
    "From ziptz-us 0.1.2, MIT, (c) 2026 cho. Contains information from timezone-boundary-builder, which is made available",
    "under the Open Database License (ODbL), and from OpenStreetMap, (c) OpenStreetMap contributors. This file: ODbL 1.0.",
    "Made by make-tables.py; sources and licences in README.md.",
], zip_zones())
