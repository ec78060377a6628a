"""What a run did, added up, and told again from JSON."""

from __future__ import annotations

import json

import pytest

from catalog_cli.reporting.summary import MOST_LISTED, Totals, count, finding_from_json, finding_json
from catalog_cli.segment import Finding, Origin, Place, Severity
from tests.candidates.scripted import segment

PLACE = Place("bags.csv", 7, "Title")


def finding(severity: Severity, check: str = "number-missing") -> Finding:
    return Finding(check, severity, "The number 5 is missing – “Preço” 赤 \ud83d.", PLACE)


def test_segments_pass_and_are_counted() -> None:
    totals = Totals()
    segments = [
        segment("A red bag")._replace(origin=Origin.ENGINE, findings=(finding(Severity.MAJOR),)),
        segment("XL")._replace(origin=Origin.COPIED),
        segment("A red bag")._replace(
            origin=Origin.REPETITION, findings=(finding(Severity.MINOR, "doubled-word"),) * 2
        ),
        segment("赤い")._replace(origin=Origin.UNTRANSLATED),
    ]
    assert list(count(segments, totals)) == segments
    assert (totals.segments, totals.words, totals.translated()) == (4, 8, 2)
    assert totals.origins == {Origin.ENGINE: 1, Origin.COPIED: 1, Origin.REPETITION: 1, Origin.UNTRANSLATED: 1}
    assert totals.severities == {Severity.MAJOR: 1, Severity.MINOR: 2}
    assert totals.checks == {"number-missing": 1, "doubled-word": 2}
    assert len(totals.findings) == 3


def test_nothing_is_nothing() -> None:
    assert list(count([], Totals())) == []
    assert Totals().translated() == 0
    assert not Totals().fails(Severity.MINOR)


FAILS = [
    # severities found, least severity that fails the run, whether it fails
    ([], Severity.MINOR, False),
    ([Severity.MINOR], Severity.MINOR, True),
    ([Severity.MINOR], Severity.MAJOR, False),
    ([Severity.MAJOR], Severity.CRITICAL, False),
    ([Severity.MAJOR], Severity.MAJOR, True),
    ([Severity.CRITICAL], Severity.MINOR, True),
    ([Severity.CRITICAL, Severity.MINOR], Severity.CRITICAL, True),
    ([Severity.CRITICAL], None, False),
]


@pytest.mark.parametrize(("severities", "fail_on", "fails"), FAILS)
def test_what_fails_a_run(severities: list[Severity], fail_on: Severity | None, fails: bool) -> None:
    totals = Totals()
    for severity in severities:
        totals.add_finding(finding(severity))
    assert totals.fails(fail_on) is fails
    # Told again from a report, in which every severity has its number, it is the same.
    assert Totals.from_json(totals.as_json()).fails(fail_on) is fails


def test_findings_are_counted_without_limit_and_listed_with_one() -> None:
    totals = Totals()
    for _ in range(MOST_LISTED + 50):
        totals.add_finding(finding(Severity.MAJOR))
    assert totals.severities[Severity.MAJOR] == MOST_LISTED + 50
    assert len(totals.findings) == MOST_LISTED
    assert len(totals.as_json()["listed"]) == MOST_LISTED  # type: ignore[arg-type]  # it is a list


def test_totals_survive_json() -> None:
    totals = Totals(products=3, kept_cells=2)
    list(count([segment("A bag")._replace(origin=Origin.MEMORY_EXACT, findings=(finding(Severity.MAJOR),))], totals))
    again = Totals.from_json(json.loads(json.dumps(totals.as_json())))
    assert again == totals
    assert again.as_json() == totals.as_json()
    assert totals.as_json()["findings"] == {"critical": 0, "major": 1, "minor": 0}


@pytest.mark.parametrize("place", [PLACE, Place("bags.csv"), Place("standard input", row=1), Place("ä.csv", 2, "")])
@pytest.mark.parametrize("severity", list(Severity))
def test_a_finding_survives_json(severity: Severity, place: Place) -> None:
    one = finding(severity)._replace(place=place)
    assert finding_from_json(json.loads(json.dumps(finding_json(one)))) == one


def test_the_first_finding_of_each_sort_is_listed_whatever_came_before() -> None:
    totals = Totals()
    for _ in range(MOST_LISTED + 50):
        totals.add_finding(finding(Severity.MINOR))
    late = finding(Severity.CRITICAL, "placeholder")
    for _ in range(2):
        totals.add_finding(late)
        totals.add_finding(late._replace(place=Place("bags.csv", 9, None)))
    assert totals.findings[MOST_LISTED:] == [late, late._replace(place=Place("bags.csv", 9, None))]
    assert totals.found == {
        ("number-missing", Severity.MINOR, "Title"): MOST_LISTED + 50,
        ("placeholder", Severity.CRITICAL, "Title"): 2,
        ("placeholder", Severity.CRITICAL, ""): 2,
    }
    assert Totals.from_json(json.loads(json.dumps(totals.as_json()))).found == totals.found


def test_the_report_of_an_earlier_version_is_understood() -> None:
    totals = Totals()
    totals.add_finding(finding(Severity.MAJOR))
    facts = totals.as_json()
    del facts["found"], facts["slowest"]
    assert Totals.from_json(facts).found == totals.found
