-- courses: a course code is its school's or district's own, so that stands before it.
WITH known AS (
    SELECT
        *,
        list_concat([a.academicSubjectDescriptor FOR a IN coalesce(academicSubjects, [])],
            [academicSubjectDescriptor]) AS subjects,
        list_min([CourseLevelCharacteristic(l.courseLevelCharacteristicDescriptor)
            FOR l IN levelCharacteristics]) AS ranked,
        [c.identificationCode FOR c IN identificationCodes
            IF c.courseIdentificationSystemDescriptor = 'SCED course code'][1] AS sced
    FROM courses
)
SELECT
    educationOrganizationReference.educationOrganizationId || '-' || courseCode AS course_id,
    courseTitle AS name,
    coalesce(AcademicSubject(subjects[1]), subjects[1]) AS subject,
    substr(ranked, 2) AS level,
    -- SCED 02052 is Algebra I. A title that says it and nothing else does as well.
    CASE WHEN sced LIKE '02052%' OR regexp_full_match(trim(lower(courseTitle)), 'algebra (1|i)')
        THEN 'yes' WHEN sced IS NOT NULL THEN 'no' END AS algebra_1,
    CASE WHEN list_contains(subjects, 'Fine and Performing Arts') THEN 'yes'
        WHEN subjects[1] IS NOT NULL THEN 'no' END AS arts,
    _file, _row
FROM known
ORDER BY _file, _row
