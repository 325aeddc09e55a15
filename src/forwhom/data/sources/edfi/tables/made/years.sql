-- The school years of which the records speak.
WITH named AS (
    SELECT school_year FROM stays
    UNION SELECT school_year(schoolYearTypeReference.schoolYear) FROM sessions
    UNION SELECT year_of(eventDate) FROM studentSchoolAttendanceEvents
    UNION SELECT year_of(incidentDate) FROM disciplineIncidents
    UNION SELECT school_year(sectionReference.schoolYear) FROM studentSectionAssociations
)
SELECT
    school_year,
    first_day(school_year)::VARCHAR AS first,
    (first_day(school_year) + INTERVAL 1 YEAR - INTERVAL 1 DAY)::DATE::VARCHAR AS last
FROM named
WHERE school_year IS NOT NULL
