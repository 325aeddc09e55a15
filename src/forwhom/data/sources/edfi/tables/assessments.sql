-- assessments: results of state, interim and screening tests in reading, mathematics and science.
WITH about AS (
    SELECT
        assessmentIdentifier, namespace,
        any_value(AssessmentCategory(assessmentCategoryDescriptor)) AS kind,
        list_distinct(flatten(list([AcademicSubject(s.academicSubjectDescriptor)
            FOR s IN academicSubjects
            IF AcademicSubject(s.academicSubjectDescriptor) IS NOT NULL]))) AS subjects,
        nullif(len(list_distinct(flatten(list([p.performanceLevelDescriptor
            FOR p IN performanceLevels])))), 0) AS levels
    FROM assessments
    GROUP BY assessmentIdentifier, namespace
),
results AS (
    SELECT
        r.*, a.kind, a.subjects[1] AS subject, CASE WHEN a.levels >= 2 THEN a.levels END AS levels,
        list_sort([{'rank': AssessmentReportingMethod(s.assessmentReportingMethodDescriptor),
            'result': s.result} FOR s IN scoreResults
            IF AssessmentReportingMethod(s.assessmentReportingMethodDescriptor) IS NOT NULL])[1]
            .result AS scale_score,
        [p FOR p IN r.performanceLevels IF p.performanceLevelDescriptor IS NOT NULL][1] AS reached
    FROM studentAssessments r
    JOIN about a
        ON a.assessmentIdentifier = r.assessmentReference.assessmentIdentifier
        AND a.namespace IS NOT DISTINCT FROM r.assessmentReference.namespace
    WHERE a.kind IS NOT NULL AND len(a.subjects) = 1
)
SELECT
    studentReference.studentUniqueId AS student_id,
    coalesce(school_year(schoolYearTypeReference.schoolYear), year_of(administrationDate))
        AS school_year,
    subject,
    kind,
    GradeLevel(whenAssessedGradeLevelDescriptor) AS grade,
    CASE WHEN reasonNotTestedDescriptor IS NULL THEN scale_score END AS scale_score,
    reached.performanceLevelDescriptor AS level,
    levels,
    CASE
        WHEN reasonNotTestedDescriptor IS NOT NULL THEN NULL
        WHEN reached.performanceLevelMet IS NOT NULL
            THEN CASE WHEN says_yes(reached.performanceLevelMet) THEN 'yes' ELSE 'no' END
        ELSE PerformanceLevel(reached.performanceLevelDescriptor)
    END AS proficient,
    CASE WHEN reasonNotTestedDescriptor IS NULL THEN 'yes' ELSE 'no' END AS tested,
    left(administrationDate, 10) AS date,
    _file, _row
FROM results
ORDER BY _file, _row
