"""Names of groups and findings: one text for one group, whatever the order."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from forwhom.groups import GROUPS
from forwhom.results.names import EVERYONE, finding_id, group_text, group_values

VALUES = {name: list(group.values) for name, group in GROUPS.items()}
CHOSEN = st.dictionaries(st.sampled_from(sorted(VALUES)), st.integers(0, 99), max_size=3).map(
    lambda drawn: {name: VALUES[name][at % len(VALUES[name])] for name, at in drawn.items()}
)


@given(CHOSEN)
def test_a_group_reads_back_from_its_text(values: dict[str, str]) -> None:
    assert group_values(group_text(values)) == values


@given(CHOSEN)
def test_the_order_in_which_dimensions_are_named_does_not_matter(values: dict[str, str]) -> None:
    turned = dict(reversed(values.items()))
    assert group_text(turned) == group_text(values)


def test_the_text_is_the_contracts() -> None:
    pair = {"sex": "Male", "disability": "Yes"}
    assert group_text(pair) == "disability=Yes & sex=Male"
    assert group_text({}) == EVERYONE == "all"
    assert group_values("all") == {}


def test_the_id_of_a_finding_never_changes() -> None:
    """It is kept in the web's database: a change here would orphan every inquiry."""
    text = ("suspended", "district", "district", "race_ethnicity=White", "others")
    assert finding_id(*text) == "796344850660"
    assert finding_id("a", "b", "c", "d", "e") != finding_id("ab", "", "c", "d", "e")
