-- enrollments: the recorded stays; where none is, the schools and years of each child's events.
WITH schools_known AS (SELECT schoolId AS school_id FROM schools),
placed AS (
    SELECT studentReference.studentUniqueId AS student_id, schoolReference.schoolId AS school_id,
        coalesce(school_year(sessionReference.schoolYear), year_of(eventDate)) AS school_year,
        _file, _row
    FROM studentSchoolAttendanceEvents
    UNION ALL
    SELECT a.studentReference.studentUniqueId, a.disciplineIncidentReference.schoolId,
        year_of(i.incidentDate), a._file, a._row
    FROM (
        SELECT studentReference, disciplineIncidentReference, _file, _row
        FROM studentDisciplineIncidentBehaviorAssociations
        UNION ALL
        SELECT studentReference, disciplineIncidentReference, _file, _row
        FROM studentDisciplineIncidentNonOffenderAssociations
        UNION ALL
        SELECT studentReference, disciplineIncidentReference, _file, _row
        FROM studentDisciplineIncidentAssociations
    ) a
    JOIN disciplineIncidents i
        ON i.incidentIdentifier = a.disciplineIncidentReference.incidentIdentifier
        AND i.schoolReference.schoolId = a.disciplineIncidentReference.schoolId
    UNION ALL
    SELECT studentReference.studentUniqueId, responsibilitySchoolReference.schoolId,
        year_of(disciplineDate), _file, _row
    FROM disciplineActions
    UNION ALL
    SELECT studentReference.studentUniqueId, sectionReference.schoolId,
        school_year(sectionReference.schoolYear), _file, _row
    FROM studentSectionAssociations
    UNION ALL
    SELECT studentReference.studentUniqueId, reportedSchoolReference.schoolId,
        coalesce(school_year(schoolYearTypeReference.schoolYear), year_of(administrationDate)),
        _file, _row
    FROM studentAssessments
    UNION ALL
    SELECT studentReference.studentUniqueId,
        educationOrganizationReference.educationOrganizationId, year_of(beginDate), _file, _row
    FROM studentProgramAssociations
    WHERE educationOrganizationReference.educationOrganizationId
        IN (SELECT school_id FROM schools_known)
),
tested AS (
    SELECT studentReference.studentUniqueId AS student_id,
        coalesce(school_year(schoolYearTypeReference.schoolYear), year_of(administrationDate))
            AS school_year,
        max(GradeLevel(whenAssessedGradeLevelDescriptor)) AS grade
    FROM studentAssessments
    GROUP BY ALL
    HAVING count(DISTINCT GradeLevel(whenAssessedGradeLevelDescriptor)) = 1
)
SELECT
    student_id, school_id, school_year,
    GradeLevel(entryGradeLevelDescriptor) AS grade,
    entry_date, exit_date,
    exitWithdrawTypeDescriptor AS exit_reason,
    _file, _row
FROM stays
UNION ALL
SELECT
    student_id, school_id, school_year, any_value(grade), NULL, NULL, NULL,
    min_by(_file, (_file, _row)), min_by(_row, (_file, _row))
FROM placed LEFT JOIN tested USING (student_id, school_year)
WHERE (SELECT count(*) FROM studentSchoolAssociations) = 0
    AND student_id IS NOT NULL AND school_id IS NOT NULL AND school_year IS NOT NULL
GROUP BY student_id, school_id, school_year
ORDER BY _file, _row
