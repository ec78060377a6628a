"""Which licences rule out commercial use, and who may then use a model."""

from __future__ import annotations

import pytest

from catalog_cli.errors import UsageProblem
from catalog_cli.model_manifest import Manifest
from catalog_cli.models.licences import (
    forbids_commercial_use,
    is_noncommercial,
    require_acceptance,
    require_commercial,
    spdx,
)
from catalog_cli.models.local_sources import Facts

NONCOMMERCIAL = [
    # (licence, whether it rules out commercial use)
    ("CC-BY-NC-4.0", True),  # NLLB
    ("cc-by-nc-4.0", True),  # as model cards write it
    ("CC-BY-NC-SA-3.0-IGO", True),
    ("CC-BY-NC-ND-2.0", True),
    ("CC-BY-NC-SA-2.0-UK", True),
    ("CC-BY-SA-NC-4.0", True),  # written the wrong way round
    ("PolyForm-Noncommercial-1.0.0", True),
    ("NPOSL-3.0", True),
    ("NCGL-UK-2.0", True),
    ("mrl", True),  # Mistral's research licence
    ("some-research-only-licence", True),
    ("CC-BY-4.0", False),
    ("CC-BY-SA-4.0", False),
    ("CC-BY-ND-4.0", False),
    ("CC0-1.0", False),
    ("Apache-2.0", False),
    ("MIT", False),
    ("MPL-2.0", False),
    ("GPL-3.0-only", False),  # free to sell with, though what is sold is free too
    ("LicenseRef-Gemma", False),
    ("unknown", False),
    ("", False),
    ("MIT AND CC-BY-NC-4.0", True),
    ("MIT OR CC-BY-NC-4.0", False),
    ("(MIT OR Apache-2.0) AND CC-BY-NC-4.0", True),
    ("MIT OR Apache-2.0 AND CC-BY-NC-4.0", False),  # AND binds closer
    ("GPL-2.0-only WITH Classpath-exception-2.0", False),
    ("(" * 5_000, False),
    ("Academic use only", True),  # words, no expression
    ("CC-BY-NC-4.0 OR CC-BY-NC-SA-4.0", True),
]


@pytest.mark.parametrize(("licence", "expected"), NONCOMMERCIAL)
def test_noncommercial(licence: str, expected: bool) -> None:
    assert is_noncommercial(licence) is expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("apache-2.0", "Apache-2.0"),
        (" MIT ", "MIT"),
        ("cc-by-4.0", "CC-BY-4.0"),
        ("cc-by-nc-sa-4.0", "CC-BY-NC-SA-4.0"),
        ("gemma", "LicenseRef-Gemma"),
        ("other", "unknown"),
        ("", "unknown"),
        ("llama3.2", "llama3.2"),
    ],
)
def test_names_of_model_cards(name: str, expected: str) -> None:
    assert spdx(name) == expected


GATE = [
    # (licence, marked non-commercial, accepted, the setting is "commercial") -> refused at add
    ("MIT", False, False, False, False),
    ("MIT", False, False, True, False),
    ("unknown", False, False, True, False),
    ("CC-BY-NC-4.0", False, False, False, True),
    ("CC-BY-NC-4.0", False, True, False, False),
    ("CC-BY-NC-4.0", False, True, True, True),  # the setting is final
    ("own terms", True, False, False, True),  # as its manifest says
    ("own terms", True, True, False, False),
]


@pytest.mark.parametrize(("licence", "marked", "accepts", "commercial", "refused"), GATE)
def test_the_gate_at_add(licence: str, marked: bool, accepts: bool, commercial: bool, refused: bool) -> None:
    manifest = Manifest("m", licence=licence, is_noncommercial=marked)
    if not refused:
        require_acceptance(manifest, accepts_noncommercial=accepts, commercial_only=commercial)
        return
    with pytest.raises(UsageProblem, match=licence) as caught:
        require_acceptance(manifest, accepts_noncommercial=accepts, commercial_only=commercial)
    assert caught.value.exit_code == 2
    assert ("--accept-noncommercial" in str(caught.value)) is not commercial


@pytest.mark.parametrize(
    ("licence", "said"),
    [("CC-BY-NC-4.0", "does not allow commercial use"), ("unknown", "is not known"), ("MIT", None)],
)
def test_the_gate_at_use(licence: str, said: str | None) -> None:
    manifest = Manifest("m", licence=licence)
    assert forbids_commercial_use(manifest) is (licence == "CC-BY-NC-4.0")
    if said is None:
        require_commercial(manifest)
        return
    with pytest.raises(UsageProblem, match=said):
        require_commercial(manifest)


@pytest.mark.parametrize(
    ("own", "said", "expected"),
    [
        ("unknown", "MIT", "MIT"),
        ("Apache-2.0", "cc-by-nc-4.0", "CC-BY-NC-4.0"),  # the user may know better, to the model's disadvantage
        ("CC-BY-NC-4.0", "MIT", "CC-BY-NC-4.0"),  # and not to its advantage
        ("MIT", "", "MIT"),
    ],
)
def test_what_a_user_says_of_a_licence(own: str, said: str, expected: str) -> None:
    assert Facts(licence=said).applied(Manifest("m", licence=own)).licence == expected
