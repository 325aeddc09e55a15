-- staff_years: one row for each year that an assignment touches.
WITH assigned AS (
    SELECT staffReference.staffUniqueId AS staff_id, y.school_year,
        CASE WHEN educationOrganizationReference.educationOrganizationId
            IN (SELECT schoolId FROM schools)
            THEN educationOrganizationReference.educationOrganizationId END AS school_id,
        lower(staffClassificationDescriptor) AS role, _file, _row
    FROM staffEducationOrganizationAssignmentAssociations
    JOIN years y ON coalesce(left(beginDate, 10), '0001-01-01') <= y.last
        AND coalesce(left(endDate, 10), '9999-12-31') >= y.first
),
people AS (
    SELECT staffUniqueId AS staff_id,
        max(coalesce(yearsOfPriorTeachingExperience, yearsOfPriorProfessionalExperience))
            AS years_of_experience
    FROM staffs GROUP BY staffUniqueId
),
wages AS (
    SELECT staffReference.staffUniqueId AS staff_id, max(TRY_CAST(annualWage AS DOUBLE)) AS salary
    FROM staffEducationOrganizationEmploymentAssociations
    WHERE endDate IS NULL
    GROUP BY 1 HAVING count(annualWage) = 1
)
SELECT a.staff_id, a.school_year, a.school_id, a.role,
    any_value(p.years_of_experience) AS years_of_experience,
    any_value(w.salary) AS salary,
    min_by(_file, (_file, _row)) AS _file, min_by(_row, (_file, _row)) AS _row
FROM assigned a
LEFT JOIN people p USING (staff_id)
LEFT JOIN wages w USING (staff_id)
GROUP BY a.staff_id, a.school_year, a.school_id, a.role
ORDER BY _file, _row
