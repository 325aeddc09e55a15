"""How the XML of an interchange is read, and what is refused."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from forwhom.data.sources.edfi.record import Record
from forwhom.data.sources.edfi.xml_file import records
from forwhom.errors import SourceError
from tests.engine.data.sources.edfi.small_ods import rows_of

STUDENT = """<?xml version="1.0" encoding="UTF-8"?>
<InterchangeStudent xmlns="http://ed-fi.org/5.2.0">
  <Student id="S1">
    <StudentUniqueId> 007 </StudentUniqueId>
    <Name><FirstName>Ann</FirstName></Name>
    <BirthData><BirthDate>2010-01-02</BirthDate>
      <BirthSex>uri://ed-fi.org/SexDescriptor#Female</BirthSex></BirthData>
  </Student>
  <Person><PersonId>1</PersonId></Person>
  <Student><StudentUniqueId><![CDATA[8]]></StudentUniqueId><!-- nothing --></Student>
</InterchangeStudent>
"""


def read(path: Path, text: str | bytes) -> list[Record]:
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    found = list(records(path, Counter()))
    assert all(isinstance(one, Record) for one in found)
    return [one for one in found if isinstance(one, Record)]


def test_a_record_has_its_line_its_codes_and_nothing_that_is_not_needed(tmp_path: Path) -> None:
    one, two = read(tmp_path / "s.xml", STUDENT)
    assert (one.row, one.resource.name) == (3, "students")
    assert one.fields == {
        "id": "S1", "studentUniqueId": "007", "birthDate": "2010-01-02",
        "birthSexDescriptor": "Female",
    }  # fmt: skip
    assert (two.row, two.fields) == (10, {"studentUniqueId": "8"})


def test_elements_that_are_not_read_are_counted(tmp_path: Path) -> None:
    (tmp_path / "s.xml").write_text(STUDENT)
    left_out: Counter[str] = Counter()
    list(records(tmp_path / "s.xml", left_out))
    assert left_out == {"Person": 1}


def test_lists_nest_as_in_the_api(tmp_path: Path) -> None:
    text = """<InterchangeStudentEnrollment><StudentEducationOrganizationAssociation>
    <Race>uri://ed-fi.org/RaceDescriptor#White</Race>
    <StudentCharacteristic>
      <StudentCharacteristic>uri://x#Homeless</StudentCharacteristic>
      <Period><BeginDate>2025-09-01</BeginDate></Period>
      <Period><BeginDate>2026-01-01</BeginDate><EndDate>2026-02-01</EndDate></Period>
    </StudentCharacteristic>
    <Race><Race>uri://ed-fi.org/RaceDescriptor#Asian</Race></Race>
    </StudentEducationOrganizationAssociation></InterchangeStudentEnrollment>"""
    (one,) = read(tmp_path / "e.xml", text)
    assert one.fields == {
        "races": [{"raceDescriptor": "White"}, {"raceDescriptor": "Asian"}],
        "studentCharacteristics": [
            {"studentCharacteristicDescriptor": "Homeless",
             "periods": [{"beginDate": "2025-09-01"},
                         {"beginDate": "2026-01-01", "endDate": "2026-02-01"}]},
        ],
    }  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "latin-1", "cp1252"])
def test_encodings_that_the_file_names(tmp_path: Path, encoding: str) -> None:
    named = {"utf-8-sig": "utf-8", "cp1252": "windows-1252", "latin-1": "iso-8859-1"}
    text = STUDENT.replace("UTF-8", named.get(encoding, encoding)).replace(" 007 ", "Ñ7")
    one, _ = read(tmp_path / "s.xml", text.replace("\n", "\r\n").encode(encoding))
    assert one.fields["studentUniqueId"] == "Ñ7"


def test_a_prefix_before_the_names_is_no_matter(tmp_path: Path) -> None:
    text = '<e:InterchangeStudent xmlns:e="http://ed-fi.org/5.2.0"><e:Student>'
    text += "<e:StudentUniqueId>1</e:StudentUniqueId></e:Student></e:InterchangeStudent>"
    assert read(tmp_path / "s.xml", text)[0].fields == {"studentUniqueId": "1"}


BOMB = """<?xml version="1.0"?>
<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>
<InterchangeStudent><Student><StudentUniqueId>&c;</StudentUniqueId></Student></InterchangeStudent>"""
OUTSIDE = """<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>
<InterchangeStudent><Student><StudentUniqueId>&a;</StudentUniqueId></Student></InterchangeStudent>"""
DEEP = "<InterchangeStudent><Student>" + "<a>" * 100_000
CUT = STUDENT[: STUDENT.index("<Person>")]
REFUSED = [
    pytest.param(BOMB, "document type", "line 2", id="entities that grow"),
    pytest.param(OUTSIDE, "document type", "line 1", id="an entity that is another file"),
    pytest.param(DEEP, "elements stand in elements", "line 1", id="deep"),
    pytest.param(CUT, "ends in the middle", "line 9", id="half written"),
    pytest.param(STUDENT[:190], "ends in the middle", "line 5", id="cut inside a tag"),
    pytest.param("", "ends in the middle", "line 1", id="empty"),
    pytest.param("   \n ", "ends in the middle", "line 2", id="spaces"),
    pytest.param(STUDENT.replace("</Name>", ""), "not XML", "line 8", id="not closed"),
    pytest.param(STUDENT.replace("007", "0\x007"), "a sign there", "line 4", id="NUL"),
    pytest.param(STUDENT.replace("007", "Ñ").encode("cp1252"), "a sign", "line 4", id="encoding"),
    pytest.param(
        "<?xml version='1.0' encoding='klingon'?><a/>", "encoding", "line 1", id="unknown"
    ),
    pytest.param("<html><body/></html>", "no Ed-Fi interchange", "line 1", id="other XML"),
    pytest.param("just,text\n1,2", "not XML", "line 1", id="no XML"),
]


@pytest.mark.parametrize(("text", "why", "where"), REFUSED)
def test_a_file_that_cannot_be_read_to_its_end_is_refused(
    tmp_path: Path, text: str | bytes, why: str, where: str
) -> None:
    with pytest.raises(SourceError) as caught:
        read(tmp_path / "s.xml", text)
    assert why in caught.value.what
    assert caught.value.where.endswith(where)
    assert "Ann" not in str(caught.value)


def test_a_value_without_end_is_a_listed_refusal(tmp_path: Path) -> None:
    text = STUDENT.replace("007", "9" * 30_000)
    (tmp_path / "s.xml").write_text(text)
    first, second = records(tmp_path / "s.xml", Counter())
    assert not isinstance(first, Record)
    assert first[0] == 3
    assert "far too long" in first[1]
    assert isinstance(second, Record)


def test_a_reference_by_id_is_the_element_of_the_same_file(tmp_path: Path) -> None:
    incident = """<InterchangeStudentDiscipline><DisciplineIncident id="D">
    <IncidentIdentifier>{0}</IncidentIdentifier><IncidentDate>2025-10-01</IncidentDate>
    <SchoolReference><SchoolIdentity><SchoolId>5</SchoolId></SchoolIdentity></SchoolReference>
    </DisciplineIncident><StudentDisciplineIncidentBehaviorAssociation id="A">
    <StudentReference><StudentIdentity><StudentUniqueId>1</StudentUniqueId></StudentIdentity>
    </StudentReference><DisciplineIncidentReference ref="D"/>
    </StudentDisciplineIncidentBehaviorAssociation>
    <DisciplineAction><DisciplineActionIdentifier>X</DisciplineActionIdentifier>
    <Discipline>uri://ed-fi.org/DisciplineDescriptor#Expulsion</Discipline>
    <DisciplineDate>2025-10-02</DisciplineDate>
    <StudentReference><StudentIdentity><StudentUniqueId>1</StudentUniqueId></StudentIdentity>
    </StudentReference><StudentDisciplineIncidentBehaviorAssociationReference ref="A"/>
    </DisciplineAction></InterchangeStudentDiscipline>"""
    (tmp_path / "a.xml").write_text(incident.format("I1"))
    (tmp_path / "b.xml").write_text(incident.format("I2"))
    for table in ("incidents", "incident_students", "consequences"):
        found = rows_of(tmp_path, table, "incident_id", "_file")
        assert found == [("5-I1", "a.xml"), ("5-I2", "b.xml")]
