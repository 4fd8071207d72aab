#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The built-in rule profiles are what profile.schema.json says, and the schema refuses what the program refuses.

usage: check-profile-schema.py SCHEMA PROFILE...      exit status 77: python3-jsonschema is not installed"""

import json
import sys

try:
    from jsonschema import Draft202012Validator
except ImportError:
    print("python3-jsonschema is not installed: skipped")
    sys.exit(77)

HEAD = {"id": "x", "title": {"zh": "试", "en": "t"}, "source": "s", "extends": "anhui-2026"}

GOOD = {"conflicts": [{"id": "boundary-in-dyz", "ground": [
    {"layer": "尾矿库_2", "where": [{"field": "GHFQDM|名称", "starts_with": ["4"]}]}, {"line_after": "flood"}]}],
    "situations": [{"line": "farmland", "direction": "in", "code": "5", "remove": True}]}

# members of a profile that extends another, and the path at which the schema must refuse them
MISTAKES = [
    ({"choises": {}}, "$"),
    ({"choices": {"code_match": "fuzzy"}}, "$.choices.code_match"),
    ({"choices": {"contiguity_area": "buffered"}}, "$.choices.contiguity_area"),
    ({"choices": {"residential_codes": []}}, "$.choices.residential_codes"),
    ({"limits": {"park_min_m2": -1}}, "$.limits.park_min_m2"),
    ({"parameters": {"terrain": "flat"}}, "$.parameters.terrain"),
    ({"classes": {"farms": []}}, "$.classes"),
    ({"classes": {"steep": [{"field": "A", "in": ["1"], "not_in": ["2"]}]}}, "$.classes.steep[0]"),
    ({"classes": {"steep": [{"field": "A", "in": [4]}]}}, "$.classes.steep[0].in[0]"),
    ({"indicators": []}, "$.indicators"),
    ({"indicators": [{"id": "a b"}]}, "$.indicators[0].id"),
    ({"indicators": [{"id": "a", "measure": "boundary"}]}, "$.indicators[0].measure"),
    ({"indicators": [{"id": "a", "measure": "boundary_area", "unit": "亩"}]}, "$.indicators[0].unit"),
    ({"indicators": [{"id": "a", "comparator": "grow"}]}, "$.indicators[0].comparator"),
    ({"indicators": [{"id": "a", "comparator": "increase", "target": {"value": 1}}]}, "$.indicators[0].target"),
    ({"indicators": [{"id": "a", "remove": False}]}, "$.indicators[0].remove"),
    ({"indicators": [{"id": "a", "unit": "ha", "remove": True}]}, "$.indicators[0]"),
    ({"conflicts": [{"id": "a", "line": "border"}]}, "$.conflicts[0].line"),
    ({"conflicts": [{"id": "a", "kind": "situation", "ground": [{"layer": "A"}]}]}, "$.conflicts[0]"),
    ({"conflicts": [{"id": "a", "ground": [{"layer": "A; DROP"}]}]}, "$.conflicts[0].ground[0]"),
    ({"conflicts": [{"id": "a", "ground": [{"layer": "sx_road"}]}]}, "$.conflicts[0].ground[0]"),
    ({"conflicts": [{"id": "a", "exempt": [{"line_after": "redline"}]}]}, "$.conflicts[0].exempt"),
    ({"conflicts": [{"id": "a", "severity": "fatal"}]}, "$.conflicts[0].severity"),
    ({"situations": [{"line": "any", "direction": "in", "code": "1"}]}, "$.situations[0].line"),
    ({"situations": [{"line": "green", "direction": "in", "code": "1", "limit": {"mu": 5}}]}, "$.situations[0].limit"),
    ({"extends": "../a.json"}, "$.extends"),
]


def main():
    schema = json.load(open(sys.argv[1], encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    faults = 0

    for name in sys.argv[2:]:
        for error in validator.iter_errors(json.load(open(name, encoding="utf-8"))):
            print(f"{name}: {error.json_path}: {error.message[:300]}")
            faults += 1
    for members, path in MISTAKES:
        found = [error.json_path for error in validator.iter_errors({**HEAD, **members})]
        if path not in found:
            print(f"{json.dumps(members, ensure_ascii=False)}: refused at {found}, not at {path}")
            faults += 1
    for error in validator.iter_errors({**HEAD, **GOOD}):
        print(f"a good profile: {error.json_path}: {error.message}")
        faults += 1
    whole = {key: value for key, value in HEAD.items() if key != "extends"}
    if validator.is_valid(whole):
        print("a profile that extends none and gives nothing is accepted")
        faults += 1
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
