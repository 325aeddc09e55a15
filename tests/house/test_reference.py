"""Each measure, fact, group, rule, table and error stands in docs/reference as it is declared."""

from docs.build_reference import stale
from forwhom.data.tables import TABLES
from forwhom.facts import FACTS
from forwhom.groups import GROUPS
from forwhom.measures import MEASURES
from forwhom.rules import all_rules
from tests.house.repository import ROOT, text_of

REFERENCE = ROOT / "docs" / "reference"


def test_the_pages_are_current() -> None:
    assert stale() == [], "Run `make fix`."


def test_each_declaration_has_its_entry() -> None:
    declared = {"tables": TABLES, "facts": FACTS, "groups": GROUPS, "measures": MEASURES}
    for page, names in declared.items():
        headings = text_of(REFERENCE / f"{page}.md").splitlines()
        assert names
        assert [name for name in names if f"## {name}" not in headings] == []
    rules = text_of(REFERENCE / "rules.md")
    assert [name for name in all_rules() if f"`{name}`" not in rules] == []
