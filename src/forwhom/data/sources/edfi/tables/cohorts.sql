-- cohorts: due four years after grade 9 began, or in the class year of the stay. Only years that
-- have come are told. Ed-Fi holds no paper that shows a transfer, so none is documented.
WITH due AS (
    SELECT studentReference.studentUniqueId AS student_id,
        min(TRY_CAST(c.one.schoolYearTypeReference.schoolYear AS INTEGER)
            + CohortYearType(c.one.cohortYearTypeDescriptor)::INTEGER) AS year, 1 AS rank
    FROM studentEducationOrganizationAssociations, UNNEST(cohortYears) AS c(one)
    WHERE CohortYearType(c.one.cohortYearTypeDescriptor) IS NOT NULL
    GROUP BY ALL
    UNION ALL
    SELECT student_id, max(TRY_CAST(classOfSchoolYearTypeReference.schoolYear AS INTEGER)), 2
    FROM stays GROUP BY student_id
),
cohort AS (
    SELECT student_id, min_by(year, rank) AS year FROM due WHERE year IS NOT NULL
    GROUP BY student_id
),
diplomas AS (
    SELECT studentReference.studentUniqueId AS student_id,
        DiplomaType(d.one.diplomaTypeDescriptor) AS outcome,
        coalesce(year_of(d.one.diplomaAwardDate), school_year(schoolYearTypeReference.schoolYear))
            AS school_year
    FROM studentAcademicRecords, UNNEST(diplomas) AS d(one)
    WHERE DiplomaType(d.one.diplomaTypeDescriptor) IS NOT NULL
),
on_time AS (
    SELECT c.student_id, max(d.outcome = 'graduated') AS graduated
    FROM cohort c JOIN diplomas d USING (student_id)
    WHERE d.school_year <= ending_year(c.year) GROUP BY c.student_id
),
last_stay AS (
    SELECT s.student_id,
        max_by(exit_date IS NULL, (entry_date, s._file, s._row)) AS stayed,
        max_by({'word': ExitWithdrawType(exitWithdrawTypeDescriptor)},
            (entry_date, s._file, s._row)).word AS outcome,
        max_by(s._file, (entry_date, s._file, s._row)) AS _file,
        max_by(s._row, (entry_date, s._file, s._row)) AS _row
    FROM stays s JOIN cohort c USING (student_id)
    WHERE s.school_year <= ending_year(c.year)
    GROUP BY s.student_id
)
SELECT c.student_id, ending_year(c.year) AS cohort_year,
    CASE
        WHEN o.graduated THEN 'graduated'
        WHEN NOT o.graduated THEN 'other_completer'
        WHEN l.stayed THEN 'still_enrolled'
        ELSE l.outcome
    END AS outcome,
    l._file, l._row
FROM cohort c
JOIN last_stay l USING (student_id)
LEFT JOIN on_time o USING (student_id)
WHERE ending_year(c.year) <= (SELECT max(school_year) FROM stays)
ORDER BY _file, _row
