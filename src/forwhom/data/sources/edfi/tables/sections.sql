-- sections: known by school, year, session, course and their own number together.
WITH offered AS (
    SELECT DISTINCT ON (localCourseCode, schoolReference.schoolId, sessionReference.schoolYear,
        sessionReference.sessionName) localCourseCode, schoolReference.schoolId AS school_id,
        sessionReference.schoolYear AS school_year, sessionReference.sessionName AS session_name,
        courseReference.educationOrganizationId || '-' || courseReference.courseCode AS course_id
    FROM courseOfferings
    ORDER BY ALL
),
terms AS (
    SELECT schoolReference.schoolId AS school_id, sessionName AS session_name,
        schoolYearTypeReference.schoolYear AS school_year, min(termDescriptor) AS term
    FROM sessions GROUP BY ALL
),
teachers AS (
    SELECT sectionReference AS section,
        min_by(staffReference.staffUniqueId, (
            coalesce(classroomPositionDescriptor, '') <> 'Teacher of Record', _file, _row)
        ) AS staff_id
    FROM staffSectionAssociations GROUP BY sectionReference
)
SELECT
    concat_ws('-', c.schoolId, c.schoolYear, c.sessionName, c.localCourseCode, sectionIdentifier)
        AS section_id,
    coalesce(o.course_id, (
        SELECT min(k.educationOrganizationReference.educationOrganizationId || '-' || k.courseCode)
        FROM courses k WHERE k.courseCode = c.localCourseCode
            AND k.educationOrganizationReference.educationOrganizationId = c.schoolId
    )) AS course_id,
    c.schoolId AS school_id,
    school_year(c.schoolYear) AS school_year,
    t.staff_id,
    coalesce(m.term, c.sessionName) AS term,
    _file, _row
FROM (SELECT *, courseOfferingReference AS c FROM sections) s
LEFT JOIN offered o ON o.localCourseCode = c.localCourseCode AND o.school_id = c.schoolId
    AND o.school_year = c.schoolYear AND o.session_name = c.sessionName
LEFT JOIN terms m ON m.school_id = c.schoolId AND m.school_year = c.schoolYear
    AND m.session_name = c.sessionName
LEFT JOIN teachers t ON t.section.sectionIdentifier = s.sectionIdentifier
    AND t.section.localCourseCode = c.localCourseCode AND t.section.schoolId = c.schoolId
    AND t.section.schoolYear = c.schoolYear AND t.section.sessionName = c.sessionName
ORDER BY _file, _row
