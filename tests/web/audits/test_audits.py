"""The audits side by side, one of them, running one, and comparing two."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from forwhom.web.accounts.models import Place
from forwhom.web.accounts.viewer import Viewer, looks
from forwhom.web.audits import queries
from forwhom.web.history.models import Entry

INSIDE = [("superintendent", "district"), ("analyst", "district"), ("principal", "0101")]
OUTSIDE = ["committee_member", "privacy_officer", "administrator"]
PAGES = ["/audits/", "/audits/0001/", "/audits/compare/"]


def another(district: Path, name: str = "0002") -> None:
    shutil.copytree(district / "audits" / "0001", district / "audits" / name)
    about = district / "audits" / name / "audit.json"
    os.utime(about, ns=(about.stat().st_atime_ns, about.stat().st_mtime_ns + 10**9))


def test_before_the_first_audit_it_teaches_what_to_do(as_: Any, served: Path) -> None:
    analyst = as_("analyst")
    assert "There is no audit yet." in analyst.get("/audits/").content.decode()
    assert "no records yet" in analyst.get("/audits/new/").content.decode()
    principal = as_("principal", "0101").get("/audits/").content.decode()
    assert "analyst runs audits" in principal


@pytest.mark.parametrize("role", OUTSIDE)
@pytest.mark.parametrize("page", [*PAGES, "/audits/new/"])
def test_who_reads_releases_only_is_refused(as_: Any, audited: Path, role: str, page: str) -> None:
    assert as_(role).get(page).status_code == 403


@pytest.mark.parametrize(("role", "at"), INSIDE)
@pytest.mark.parametrize("page", PAGES)
def test_who_reads_inside_opens_them_and_it_is_remembered(
    as_: Any, audited: Path, role: str, at: str, page: str
) -> None:
    another(audited)
    assert as_(role, at).get(page).status_code == 200
    entry = Entry.objects.filter(act="read").first()
    assert entry
    assert entry.roles == role


def test_only_who_may_run_audits_asks_for_one(as_: Any, audited: Path, last_job: Any) -> None:
    assert as_("principal", "0101").post("/audits/new/", {}).status_code == 403
    assert as_("superintendent").post("/audits/new/", {}).status_code == 403
    assert last_job() is None


@pytest.mark.long
def test_an_audit_is_run_kept_and_told_of(
    as_: Any, audited: Path, at_once: None, last_job: Any
) -> None:
    analyst = as_("analyst")
    answer = analyst.post("/audits/new/", {"years": ["2024-25"], "quick": "on"})
    job = last_job()
    assert job.state == "done", job.problem
    assert answer.url == f"/records/{job.pk}/"
    assert len(job.said) > 4
    page = analyst.get("/audits/").content.decode()
    assert "0002" in page
    assert job.by_name in page
    assert "the command line" in page  # the older one was made there
    assert page.index(">0002<") < page.index(">newest<") < page.index(">0001<")
    assert Place.objects.filter(kind="school").count() > 2
    assert Entry.objects.filter(what="run_audit", subject="audit 0002").exists()


def test_what_cannot_be_audited_is_told_in_four_parts(
    as_: Any, audited: Path, at_once: None, last_job: Any
) -> None:
    analyst = as_("analyst")
    assert analyst.post("/audits/new/", {"years": ["1990-91"]}).status_code == 400
    assert analyst.post("/audits/new/", {"as_of": "yesterday"}).status_code == 400
    assert last_job() is None


def test_one_put_aside_is_no_longer_the_newest_and_can_be_taken_back(
    as_: Any, audited: Path
) -> None:
    another(audited)
    analyst = as_("analyst")
    assert [folder.name for folder in queries.folders()] == ["0002", "0001"]
    analyst.post("/audits/0002/archive/", {"aside": "yes"})
    assert [folder.name for folder in queries.folders()] == ["0001"]
    analyst.post("/audits/0002/archive/", {"aside": "no"})
    assert [folder.name for folder in queries.folders()] == ["0002", "0001"]
    assert as_("superintendent").post("/audits/0002/archive/").status_code == 403


@pytest.mark.parametrize("name", ["0009", "..", "%2e%2e", "0001%2f..", "0001\x00"])
def test_no_other_folder_is_ever_an_audit(as_: Any, audited: Path, name: str) -> None:
    assert as_("analyst").get(f"/audits/{name}/").status_code == 404


def test_two_are_compared_in_sentences_and_a_principal_sees_no_number_of_the_district(
    as_: Any, audited: Path
) -> None:
    another(audited)
    analyst = as_("analyst")
    page = analyst.get("/audits/compare/").content.decode()
    assert "records, rules, definitions and settings are the same" in page
    assert "Both audits end in" in page
    principal = as_("principal", "0101").get("/audits/compare/").content.decode()
    assert "Both audits end in" not in principal
    assert analyst.get("/audits/compare/?old=0009&new=0001").status_code == 404
    spanish = {"accept-language": "es"}
    assert "Qué cambió" in analyst.get("/audits/compare/", headers=spanish).content.decode()


def test_a_list_reads_no_findings(as_: Any, audited: Path) -> None:
    (audited / "audits" / "0001" / "findings.json").write_text("no json at all")
    (audited / "audits" / "0001" / "disparities.parquet").write_bytes(b"no parquet")
    analyst = as_("analyst")
    assert analyst.get("/audits/").status_code == 200
    assert analyst.get("/audits/0001/").status_code == 200


def test_half_an_audit_is_none(as_: Any, audited: Path) -> None:
    another(audited)
    (audited / "audits" / "0002" / "findings.json").unlink()
    assert [folder.name for folder in queries.folders()] == ["0001"]


def test_exact_numbers_have_one_way_in(somebody: Any, audited: Path) -> None:
    for role in OUTSIDE:
        with looks(Viewer.of(somebody(role))):
            for way in (queries.newest, queries.listed, lambda: queries.audit("0001")):
                with pytest.raises(PermissionDenied):
                    way()
    with pytest.raises(PermissionDenied):
        queries.newest()  # nobody is looking
