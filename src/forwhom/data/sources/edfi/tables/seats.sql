-- seats: the mark is the final one, else that of the semester, else the transcript's.
WITH seated AS (
    SELECT studentReference.studentUniqueId AS student_id, sectionReference AS s,
        concat_ws('-', sectionReference.schoolId, sectionReference.schoolYear,
            sectionReference.sessionName, sectionReference.localCourseCode,
            sectionReference.sectionIdentifier) AS section_id,
        min_by(_file, (_file, _row)) AS _file, min_by(_row, (_file, _row)) AS _row
    FROM studentSectionAssociations
    GROUP BY ALL
),
marks AS (
    SELECT studentSectionAssociationReference.studentUniqueId AS student_id,
        concat_ws('-', studentSectionAssociationReference.schoolId,
            studentSectionAssociationReference.schoolYear,
            studentSectionAssociationReference.sessionName,
            studentSectionAssociationReference.localCourseCode,
            studentSectionAssociationReference.sectionIdentifier) AS section_id,
        min_by(coalesce(letterGradeEarned, numericGradeEarned),
            (GradeType(gradeTypeDescriptor), _file, _row)) AS mark
    FROM grades
    WHERE GradeType(gradeTypeDescriptor) IS NOT NULL
        AND coalesce(letterGradeEarned, numericGradeEarned) IS NOT NULL
    GROUP BY ALL
),
offered AS (
    SELECT localCourseCode, schoolReference.schoolId AS school_id,
        sessionReference.schoolYear AS school_year, sessionReference.sessionName AS session_name,
        min(courseReference.educationOrganizationId || '-' || courseReference.courseCode)
            AS course_id
    FROM courseOfferings GROUP BY ALL
),
terms AS (
    SELECT schoolReference.schoolId AS school_id, sessionName AS session_name,
        schoolYearTypeReference.schoolYear AS school_year, min(termDescriptor) AS term
    FROM sessions GROUP BY ALL
),
transcripts AS (
    SELECT studentAcademicRecordReference.studentUniqueId AS student_id,
        studentAcademicRecordReference.schoolYear AS school_year,
        studentAcademicRecordReference.termDescriptor AS term,
        courseReference.educationOrganizationId || '-' || courseReference.courseCode AS course_id,
        first(attemptedCredits ORDER BY _file, _row) AS tried,
        first(earnedCredits ORDER BY _file, _row) AS earned,
        first(coalesce(finalLetterGradeEarned, finalNumericGradeEarned) ORDER BY _file, _row)
            AS mark
    FROM courseTranscripts GROUP BY ALL
),
-- A transcript counts for one seat, so that its credits count once.
paired AS (
    SELECT q.*, o.course_id, m.term,
        row_number() OVER (PARTITION BY q.student_id, q.s.schoolYear, m.term, o.course_id
            ORDER BY q.section_id) AS turn
    FROM seated q
    LEFT JOIN offered o ON o.localCourseCode = q.s.localCourseCode
        AND o.school_id = q.s.schoolId AND o.school_year = q.s.schoolYear
        AND o.session_name = q.s.sessionName
    LEFT JOIN terms m ON m.school_id = q.s.schoolId AND m.school_year = q.s.schoolYear
        AND m.session_name = q.s.sessionName
)
SELECT
    p.section_id, p.student_id,
    coalesce(g.mark, t.mark) AS mark,
    t.tried AS credits_tried,
    t.earned AS credits_earned,
    _file, _row
FROM paired p
LEFT JOIN marks g ON g.section_id = p.section_id AND g.student_id = p.student_id
LEFT JOIN transcripts t ON t.student_id = p.student_id AND t.school_year = p.s.schoolYear
    AND t.term = p.term AND t.course_id = p.course_id AND p.turn = 1
ORDER BY _file, _row
