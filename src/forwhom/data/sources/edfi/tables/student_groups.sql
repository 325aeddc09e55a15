-- student_groups: only children who are in a group are listed, with the days where they are known.
WITH services AS (
    SELECT studentReference.studentUniqueId AS student_id, 'disability' AS dimension,
        'Yes' AS value, beginDate AS start_date,
        coalesce(endDate, specialEducationExitDate) AS end_date, _file, _row
    FROM studentSpecialEducationProgramAssociations
    WHERE ideaEligibility IS NULL OR says_yes(ideaEligibility)
    UNION ALL
    SELECT studentReference.studentUniqueId, 'english_learner', 'Current', beginDate, endDate,
        _file, _row
    FROM studentLanguageInstructionProgramAssociations
    WHERE englishLearnerParticipation IS NULL OR says_yes(englishLearnerParticipation)
    UNION ALL
    SELECT studentReference.studentUniqueId, 'migrant', 'Yes', beginDate, endDate, _file, _row
    FROM studentMigrantEducationProgramAssociations
    UNION ALL
    SELECT studentReference.studentUniqueId, 'homeless', 'Yes', beginDate, endDate, _file, _row
    FROM studentHomelessProgramAssociations
    UNION ALL
    SELECT studentReference.studentUniqueId, 'section_504', 'Yes', beginDate, endDate, _file, _row
    FROM studentSection504ProgramAssociations
    WHERE section504Eligibility IS NULL OR says_yes(section504Eligibility)
    UNION ALL
    SELECT studentReference.studentUniqueId, 'economically_disadvantaged', 'Yes', beginDate,
        endDate, _file, _row
    FROM studentSchoolFoodServiceProgramAssociations
    WHERE list_contains([SchoolFoodServiceProgramService(s.schoolFoodServiceProgramServiceDescriptor)
        FOR s IN schoolFoodServiceProgramServices], 'yes')
),
categories AS (
    SELECT
        studentReference.studentUniqueId AS student_id,
        'disability_category' AS dimension,
        CASE
            WHEN len(disabilities) = 1 THEN Disability(disabilities[1].disabilityDescriptor)
            WHEN says_yes(multiplyDisabled) THEN 'Multiple disabilities'
            ELSE Disability([d.disabilityDescriptor FOR d IN disabilities
                IF d.orderOfDisability = '1'][1])
        END AS value,
        beginDate AS start_date,
        coalesce(endDate, specialEducationExitDate) AS end_date,
        _file,
        _row
    FROM studentSpecialEducationProgramAssociations
    WHERE len(disabilities) > 0 AND (ideaEligibility IS NULL OR says_yes(ideaEligibility))
),
characteristics AS (
    SELECT
        studentReference.studentUniqueId AS student_id,
        StudentCharacteristic(c.one.studentCharacteristicDescriptor) AS dimension,
        'Yes' AS value,
        p.one.beginDate AS start_date,
        p.one.endDate AS end_date,
        _file,
        _row
    FROM studentEducationOrganizationAssociations,
        UNNEST(studentCharacteristics) AS c(one),
        UNNEST(CASE WHEN len(c.one.periods) > 0 THEN c.one.periods
            ELSE [{'beginDate': NULL::VARCHAR, 'endDate': NULL::VARCHAR}] END) AS p(one)
),
english AS (
    SELECT
        studentReference.studentUniqueId AS student_id,
        'english_learner' AS dimension,
        LimitedEnglishProficiency(limitedEnglishProficiencyDescriptor) AS value,
        NULL::VARCHAR AS start_date,
        NULL::VARCHAR AS end_date,
        _file,
        _row
    FROM studentEducationOrganizationAssociations
),
listed AS (
    SELECT * FROM services
    UNION ALL SELECT * FROM categories
    UNION ALL SELECT * FROM characteristics
    UNION ALL SELECT * FROM english
)
-- A school and the district may both say it: equal rows are one, open to the end if any is.
SELECT
    student_id, dimension, value, start_date,
    CASE WHEN count(*) = count(end_date) THEN max(end_date) END AS end_date,
    min_by(_file, (_file, _row)) AS _file,
    min_by(_row, (_file, _row)) AS _row
FROM listed
WHERE dimension IS NOT NULL AND value IS NOT NULL
GROUP BY student_id, dimension, value, start_date
ORDER BY _file, _row, dimension, value, start_date
