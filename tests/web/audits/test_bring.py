"""Bringing records in: uploaded or from the server, checked, then imported."""

from __future__ import annotations

import io
import stat
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile as File

from forwhom.web.history.models import Entry

BRINGERS = ["analyst"]
OTHERS = ["superintendent", "committee_member", "privacy_officer", "administrator"]


def csv_of(export: Path) -> list[File]:
    return [File(one.name, one.read_bytes()) for one in sorted(export.glob("*.*"))
            if one.suffix in {".csv", ".gz", ".parquet"} or one.name == "forwhom.toml"]  # fmt: skip


def zipped(files: dict[str, bytes]) -> File:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return File("export.zip", packed.getvalue())


def test_an_upload_is_checked_then_brought_in_and_its_copy_is_deleted(
    as_: Any, served: Path, small_export: Path, at_once: None, last_job: Any
) -> None:
    analyst = as_("analyst")
    page = analyst.post("/records/new/", {"chosen": csv_of(small_export)}, follow=True)
    checked = last_job()
    assert checked, (page.status_code, page.redirect_chain, page.content.decode()[-1500:])
    assert (checked.kind, checked.state) == ("check", "done"), checked.problem
    assert "Bring these records in" in page.content.decode()
    assert not (served / "tables").exists()
    page = analyst.post(f"/records/{checked.pk}/bring-in/", {}, follow=True)
    brought = last_job()
    assert (brought.kind, brought.state) == ("import", "done"), brought.problem
    assert (served / "tables" / "enrollments.parquet").is_file()
    assert list((served / "web" / "uploads").iterdir()) == []
    for one in brought.told["tables"]:
        assert one["rows_in"] == one["kept"] + one["refused"]
    did = set(Entry.objects.values_list("what", flat=True))
    assert {"ask_for_check", "ask_for_import", "import_records"} <= did


def test_an_upload_is_readable_by_its_owner_alone(
    as_: Any, served: Path, small_export: Path
) -> None:
    as_("analyst").post("/records/new/", {"chosen": csv_of(small_export)})
    written = [one for one in (served / "web" / "uploads").rglob("*") if one.is_file()]
    assert written
    assert {stat.S_IMODE(one.stat().st_mode) for one in written} == {0o600}
    assert {stat.S_IMODE(one.parent.stat().st_mode) for one in written} == {0o700}


def test_a_folder_of_the_server_is_read_only_where_web_toml_opens_it(
    as_: Any, dropped: Path, at_once: None, last_job: Any
) -> None:
    analyst = as_("analyst")
    assert "export-2026" in analyst.get("/records/new/").content.decode()
    analyst.post("/records/new/", {"source": "drop:0:export-2026"})
    assert last_job().state == "done"


@pytest.mark.parametrize(
    "source",
    ["drop:0:..", "drop:0:../district", "drop:1:export-2026", "drop:0:/etc", "/etc", "upload:../..",
     "drop:0:out", "drop:-1:export-2026", "upload:0123456789abcdef"],
)  # fmt: skip
def test_no_other_place_of_the_server_is_ever_read(
    as_: Any, dropped: Path, last_job: Any, source: str
) -> None:
    (dropped / "out").symlink_to("/etc")
    page = as_("analyst").post("/records/new/", {"source": source})
    assert page.status_code == 400
    assert last_job() is None


@pytest.mark.parametrize(
    ("file", "says"),
    [
        (lambda: File("a.csv", b""), "are empty"),
        (lambda: File("run.exe", b"x"), "of a kind we do not read"),
        (lambda: File(".hidden.csv", b"x"), "a name that cannot be kept"),
        (lambda: File("n" * 200 + ".csv", b"x"), "a name that cannot be kept"),
    ],
)
def test_what_cannot_be_taken_in_is_told_and_nothing_is_kept(
    as_: Any, served: Path, file: Any, says: str, last_job: Any
) -> None:
    page = as_("analyst").post("/records/new/", {"chosen": file()})
    assert page.status_code == 400
    assert says in page.content.decode()
    assert not list((served / "web" / "uploads").glob("*/*"))
    assert last_job() is None


def test_an_upload_over_the_limit_is_refused_before_it_is_read(as_: Any, served: Path) -> None:
    (served / "web").mkdir(exist_ok=True)
    (served / "web" / "web.toml").write_text("most_megabytes = 1\n")
    page = as_("analyst").post("/records/new/", {"chosen": File("a.csv", b"x" * (3 << 20))})
    assert page.status_code == 413
    assert "larger than allowed" in page.content.decode()
    assert not (served / "web" / "uploads").exists()


BOMB = {"a.csv": b"0" * (300 << 20)}


@pytest.mark.parametrize(
    ("file", "says"),
    [
        (lambda: zipped({"../../evil.csv": b"a,b\n1,2\n"}), "outside its folder"),
        (lambda: zipped(BOMB), "unpack to far more"),
        (lambda: File("export.zip", b"PK\x03\x04 broken"), "damaged"),
        (lambda: File("a.csv", ("a,b\n1,2\n" * 9).encode("utf-16")), ""),
        (lambda: File("a.csv", b"student_id,x\n1,\x00\n" * 3), ""),
        (lambda: File("book.xlsx", b"PK\x03\x04 no workbook"), ""),
    ],
)
def test_a_hostile_file_ends_in_an_error_of_four_parts(
    as_: Any, served: Path, at_once: None, last_job: Any, file: Any, says: str
) -> None:
    page = as_("analyst").post("/records/new/", {"chosen": file()}, follow=True)
    job = last_job()
    assert job.state in {"failed", "done"}
    if says:
        assert job.state == "failed"
        assert says in job.problem["what"]
    if job.state == "failed":
        assert all(job.problem[part] for part in ("what", "did", "remedy")), job.problem
        assert job.problem["remedy"][:20] in page.content.decode().replace("&#x27;", "'")
        assert str(served) not in page.content.decode()
    assert not (served.parent / "evil.csv").exists()
    assert not (served / "tables").exists()


def test_a_mapping_may_not_reach_out_of_its_folder(
    as_: Any, served: Path, at_once: None, last_job: Any
) -> None:
    mapping = b'[[file]]\npath = "/etc/passwd"\n[[file.table]]\ninto = "students"\n'
    mapping += b'[file.table.columns]\nstudent_id = "a"\n'
    files = [File("mapping.toml", mapping), File("a.csv", b"a\n1\n"), File("b.csv", b"a\n1\n")]
    as_("analyst").post("/records/new/", {"chosen": files})
    job = last_job()
    assert job.state == "failed"
    assert "outside its own folder" in job.problem["what"]


def test_an_unknown_file_gets_a_mapping_proposed_that_can_be_put_right(
    as_: Any, served: Path, at_once: None, last_job: Any
) -> None:
    rows = "".join(f"{n},0101,2025-26,{n % 12 + 1}\n" for n in range(1, 90))
    file = File("export.csv", f"Student ID,School ID,School Year,Grade\n{rows}".encode())
    analyst = as_("analyst")
    page = analyst.post("/records/new/", {"chosen": file}, follow=True).content.decode()
    first = last_job()
    assert first.state == "done", first.problem
    assert "[[file]]" in page
    mapping = (served / "web" / "jobs" / str(first.pk) / "mapping.toml").read_text()
    page = analyst.post(f"/records/{first.pk}/mapping/", {"mapping": mapping}, follow=True)
    again = last_job()
    assert again.pk != first.pk
    assert (again.state, again.told.get("proposed")) == ("done", True), again.problem
    assert "mapping" not in str(again.asked)


@pytest.mark.parametrize("role", OTHERS)
def test_others_are_refused(as_: Any, served: Path, role: str, last_job: Any) -> None:
    somebody = as_(role)
    assert somebody.get("/records/new/").status_code == 403
    assert somebody.post("/records/new/", {"chosen": File("a.csv", b"a\n")}).status_code == 403
    assert not (served / "web" / "uploads").exists()
    assert last_job() is None


def test_without_a_token_of_the_form_nothing_is_kept(somebody: Any, served: Path) -> None:
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    strict.force_login(somebody("analyst"))
    answer = strict.post("/records/new/", {"chosen": File("a.csv", b"a\n1\n")})
    assert answer.status_code == 403
    assert not list((served / "web").glob("uploads/*"))


def test_in_spanish(as_: Any, served: Path) -> None:
    page = as_("analyst").get("/records/new/", headers={"accept-language": "es"}).content.decode()
    assert "Traer registros" in page
    assert "Subir y revisar" in page


def test_the_demo_takes_in_samples_and_no_real_records(
    as_: Any, dropped: Path, at_once: None, last_job: Any, settings: Any
) -> None:
    settings.DEMO = True
    analyst = as_("analyst")
    for truth, state in ((True, "done"), (False, "failed")):
        if not truth:
            (dropped / "export-2026" / "truth.json").unlink()
        analyst.post("/records/new/", {"source": "drop:0:export-2026"})
        checked = last_job()
        page = analyst.post(f"/records/{checked.pk}/bring-in/", {}, follow=True).content.decode()
        assert last_job().state == state
    assert "these records may be real" in page
