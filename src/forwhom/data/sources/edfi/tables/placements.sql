-- placements: for each year that the association touches, the setting of the latest one.
WITH settings AS (
    SELECT studentReference.studentUniqueId AS student_id, y.school_year,
        SpecialEducationSetting(specialEducationSettingDescriptor) AS setting,
        left(beginDate, 10) AS begins, _file, _row
    FROM studentSpecialEducationProgramAssociations
    JOIN years y
        ON left(beginDate, 10) <= y.last
        AND coalesce(left(coalesce(endDate, specialEducationExitDate), 10), '9999-12-31') >= y.first
    WHERE SpecialEducationSetting(specialEducationSettingDescriptor) IS NOT NULL
        AND (ideaEligibility IS NULL OR says_yes(ideaEligibility))
)
SELECT student_id, school_year,
    max_by(setting, (begins, _file, _row)) AS setting,
    max_by(_file, (begins, _file, _row)) AS _file,
    max_by(_row, (begins, _file, _row)) AS _row
FROM settings
GROUP BY student_id, school_year
ORDER BY _file, _row
