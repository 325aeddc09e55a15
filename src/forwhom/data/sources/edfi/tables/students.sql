-- students: one row a child. What the district says of a child goes before what a school says.
WITH said AS (
    SELECT
        *,
        studentReference.studentUniqueId AS student_id,
        (educationOrganizationReference.educationOrganizationId
            IN (SELECT schoolId FROM schools))::INTEGER AS by_school,
        list_sort(list_distinct([Race(r.raceDescriptor) FOR r IN races
            IF Race(r.raceDescriptor) IS NOT NULL])) AS known_races,
        list_sort([a.ancestryEthnicOriginDescriptor FOR a IN ancestryEthnicOrigins
            IF a.ancestryEthnicOriginDescriptor IS NOT NULL]) AS origins,
        list_sort([t.tribalAffiliationDescriptor FOR t IN tribalAffiliations
            IF t.tribalAffiliationDescriptor IS NOT NULL]) AS tribes,
        [l.languageDescriptor FOR l IN languages
            IF list_contains([LanguageUse(u.languageUseDescriptor) FOR u IN l.uses], 'home')]
            AS at_home
    FROM studentEducationOrganizationAssociations
),
about AS (
    SELECT
        student_id,
        first(Sex(sexDescriptor) ORDER BY by_school, _file, _row)
            FILTER (WHERE Sex(sexDescriptor) IS NOT NULL) AS sex,
        first(hispanicLatinoEthnicity ORDER BY by_school, _file, _row)
            FILTER (WHERE hispanicLatinoEthnicity IS NOT NULL) AS hispanic,
        first(known_races ORDER BY by_school, _file, _row)
            FILTER (WHERE len(known_races) > 0) AS race,
        first(coalesce(nullif(origins, []), tribes) ORDER BY by_school, _file, _row)
            FILTER (WHERE len(origins) > 0 OR len(tribes) > 0) AS ancestry,
        first(at_home[1] ORDER BY by_school, _file, _row)
            FILTER (WHERE at_home[1] IS NOT NULL) AS home_language,
        min_by(_file, (by_school, _file, _row)) AS about_file,
        min_by(_row, (by_school, _file, _row)) AS about_row
    FROM said
    GROUP BY student_id
),
listed AS (
    SELECT studentUniqueId AS student_id, birthDate, birthSexDescriptor, _file, _row FROM students
    UNION ALL
    SELECT student_id, NULL, NULL, about_file, about_row FROM about
    WHERE (SELECT count(*) FROM students) = 0
)
SELECT
    listed.student_id,
    birthDate AS birth_date,
    coalesce(about.sex, Sex(birthSexDescriptor)) AS sex,
    about.hispanic,
    array_to_string(about.race, ';') AS race,
    array_to_string(about.ancestry, '+') AS ancestry,
    about.home_language,
    _file,
    _row
FROM listed LEFT JOIN about ON about.student_id = listed.student_id
ORDER BY _file, _row
