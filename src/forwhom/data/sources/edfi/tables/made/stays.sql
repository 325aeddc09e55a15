-- Every stay of a child at a school, as it is recorded; the same columns where nothing is.
SELECT
    studentReference.studentUniqueId AS student_id,
    schoolReference.schoolId AS school_id,
    coalesce(
        school_year(schoolYearTypeReference.schoolYear),
        school_year(calendarReference.schoolYear),
        year_of(entryDate)
    ) AS school_year,
    entryDate AS entry_date,
    exitWithdrawDate AS exit_date,
    calendarReference.calendarCode AS calendar_code,
    *
FROM studentSchoolAssociations
WHERE ExitWithdrawType(exitWithdrawTypeDescriptor) IS DISTINCT FROM 'never_enrolled'
