"""The real federal file of all Virginia schools, to disparities; numbers checked by hand."""

from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from forwhom.audit import audit_records
from forwhom.report import build
from forwhom.results import AuditFolder, open_audit

pytestmark = pytest.mark.long
FAIRFAX, SCHOOL = "5101260", "510126000465"
BLACK = "race_ethnicity=Black or African American"


@pytest.fixture(scope="module")
def audited(real: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory) -> AuditFolder:
    file = real("va-crdc-2021-22") / "va_cleaned_data.csv.gz"
    return open_audit(audit_records(file, tmp_path_factory.mktemp("crdc") / "out", kind="crdc"))


@pytest.fixture(scope="module")
def sums(real: Callable[[str], Path]) -> Callable[[str, str], int]:
    """`sums("a + b", "LEAID = '…'")`: columns added up by another way than ours."""
    file = str(real("va-crdc-2021-22") / "va_cleaned_data.csv.gz")

    def added(columns: str, where: str) -> int:
        query = f"SELECT sum({columns})::BIGINT FROM read_csv(?) WHERE {where}"
        with duckdb.connect() as connection:
            (found,) = connection.execute(query, [file]).fetchone() or (0,)
        return int(found)

    return added


def row(audited: AuditFolder, place: tuple[str, str], group: str, against: str, measure: str):
    (found,) = audited.rows(measure, "2021-22", *place, group=group, compared_with=against)
    return found


def test_every_school_is_there(audited: AuditFolder) -> None:
    assert audited.place == ("state", "VA")
    assert len(audited.about["schools"]) == 1900
    assert audited.about["published"]["places"] == {"district": 159, "school": 1900, "state": 1}
    ok = {m["name"] for m in audited.about["measures"] if m["status"] == "ok"}
    assert {"suspended_out_of_school", "suspended_in_school", "identified_disability"} <= ok
    assert any("216 not" in note for note in audited.about["notes"])


def test_boys_and_girls_in_the_state(audited: AuditFolder, sums: Callable[[str, str], int]) -> None:
    kinds = ("SINGOOS", "MULTOOS")
    for s, sex in (("F", "Female"), ("M", "Male")):
        columns = [f"TOT_DISCWODIS_{k}_{s} + TOT_DISCWDIS_{k}_IDEA_{s}" for k in kinds]
        columns += [f"SCH_DISCWDIS_{k}_504_{s}" for k in kinds]
        found = row(audited, ("state", "VA"), f"sex={sex}", "others", "suspended_out_of_school")
        assert found["count"] == sums(" + ".join(columns), "true")
        assert found["n"] == sums(f"TOT_ENR_{s}", "true")


def test_black_children_in_fairfax(audited: AuditFolder, sums: Callable[[str, str], int]) -> None:
    """Without any of those with a plan alone at the least; with all of them at the most."""
    sure = [f"SCH_DISCWODIS_ISS_BL_{s} + SCH_DISCWDIS_ISS_IDEA_BL_{s}" for s in "FM"]
    maybe = [f"least(SCH_DISCWDIS_ISS_504_{s}, SCH_504ENR_BL_{s})" for s in "FM"]
    where = f"LEAID = {FAIRFAX}"
    low, more = (sums(" + ".join(columns), where) for columns in (sure, maybe))
    n = sums("SCH_ENR_BL_F + SCH_ENR_BL_M + SCH_ENR_BL_X", where)
    extra = sums("SCH_ENR_BL_X", where)
    found = row(audited, ("district", FAIRFAX), BLACK, "others", "suspended_in_school")
    assert (found["n"], found["status"]) == (n, "bound_only")
    assert found["rate_low"] == pytest.approx(low / n)
    assert found["rate_high"] == pytest.approx((low + more + extra) / n)
    assert found["difference_low"] > 0


def test_a_school_where_all_is_told(audited: AuditFolder, sums: Callable[[str, str], int]) -> None:
    """A school without discipline of children with a plan alone: an ordinary row."""
    key = next(
        r["place_id"]
        for r in audited.rows(
            "suspended_in_school", "2021-22", "school", group=BLACK, compared_with="others"
        )
        if r["status"] == "ok" and r["count"] > 20
    )
    columns = [f"SCH_DISCWODIS_ISS_BL_{s} + SCH_DISCWDIS_ISS_IDEA_BL_{s}" for s in "FM"]
    found = row(audited, ("school", key), BLACK, "others", "suspended_in_school")
    assert found["count"] == sums(" + ".join(columns), f"COMBOKEY = {key}")
    assert found["n"] == sums("SCH_ENR_BL_F + SCH_ENR_BL_M + SCH_ENR_BL_X", f"COMBOKEY = {key}")


def test_identified_disability_by_race(
    audited: AuditFolder, sums: Callable[[str, str], int]
) -> None:
    found = row(audited, ("state", "VA"), BLACK, "others", "identified_disability")
    assert found["count"] == sums(" + ".join(f"SCH_IDEAENR_BL_{s}" for s in "FMX"), "true")
    assert found["status"] == "ok"


def test_the_report_says_it_in_both_languages(audited: AuditFolder) -> None:
    english = build(audited.folder).read_text("utf-8")
    spanish = build(audited.folder, language="es").read_text("utf-8")
    assert "Whatever the hidden numbers are, the gap is at least 8.2 points." in english
    assert "Sean cuales sean los números ocultos" in spanish


def risk(sums: Callable[[str, str], int], races: tuple[str, ...]) -> tuple[int, int]:
    """Children with disabilities of these races suspended out of school, and all of them."""
    sexes = [f"{race}_{sex}" for race in races for sex in "FM"]
    columns = [f"SCH_DISCWDIS_{k}_IDEA_{of}" for k in ("SINGOOS", "MULTOOS") for of in sexes]
    return sums(" + ".join(columns), "true"), sums(
        " + ".join(f"SCH_IDEAENR_{of}" for of in sexes), "true"
    )


def test_the_risk_of_black_children_with_disabilities(
    audited: AuditFolder, sums: Callable[[str, str], int]
) -> None:
    """Race with disability, and its ratio to White children with disabilities, from the columns."""
    place, measure = ("state", "VA"), "suspended_out_of_school"
    black, white = (
        row(audited, place, f"disability=Yes & race_ethnicity={name}", "others", measure)
        for name in ("Black or African American", "White")
    )
    (a, n), (b, m) = risk(sums, ("BL",)), risk(sums, ("WH",))
    assert (black["count"], black["n"]) == (a, n)
    assert white["n"] == m + sums("SCH_IDEAENR_WH_X", "true")  # whose discipline is not asked
    assert white["rate_low"] == pytest.approx(b / white["n"])
    assert white["rate_high"] == pytest.approx((b + white["n"] - m) / white["n"])
    ratio = (a / n) / (b / m)
    assert black["rate"] / white["rate_high"] <= ratio <= black["rate"] / white["rate_low"]
    assert ratio == pytest.approx(2.44, abs=0.01)


def test_the_risk_ratio_of_black_boys(
    audited: AuditFolder, sums: Callable[[str, str], int]
) -> None:
    """Race with sex, exact where no plan is in between: children served under IDEA."""
    group = f"{BLACK} & sex=Male"
    found = row(audited, ("state", "VA"), group, "others", "identified_disability")
    races = ("HI", "AM", "AS", "HP", "BL", "WH", "TR")
    sexes = [f"{race}_{sex}" for race in races for sex in "FM"]
    of_all = sums(" + ".join(f"SCH_IDEAENR_{of}" for of in sexes), "true")
    mine, n = sums("SCH_IDEAENR_BL_M", "true"), sums("SCH_ENR_BL_M", "true")
    everyone = sums("TOT_ENR_F + TOT_ENR_M", "true")
    assert (found["count"], found["n"]) == (mine, n)
    assert found["ratio"] == pytest.approx(
        (mine / n) / ((of_all - mine) / (everyone - n)), rel=0.01
    )
