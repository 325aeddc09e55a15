-- programs: begun on the first day; completed or declined on the last where the reason says so.
WITH named AS (
    SELECT studentReference, programReference, beginDate, endDate, reasonExitedDescriptor, _file, _row
    FROM studentProgramAssociations
    UNION ALL
    SELECT studentReference, programReference, beginDate, endDate, reasonExitedDescriptor, _file, _row
    FROM studentSpecialEducationProgramAssociations
    UNION ALL
    SELECT studentReference, programReference, beginDate, endDate, reasonExitedDescriptor, _file, _row
    FROM studentCTEProgramAssociations
    UNION ALL
    SELECT studentReference, programReference, beginDate, endDate, reasonExitedDescriptor, _file, _row
    FROM studentTitleIPartAProgramAssociations
    UNION ALL
    SELECT studentReference, programReference, beginDate, endDate, reasonExitedDescriptor, _file, _row
    FROM studentLanguageInstructionProgramAssociations
    UNION ALL
    SELECT studentReference, programReference, beginDate, endDate, reasonExitedDescriptor, _file, _row
    FROM studentNeglectedOrDelinquentProgramAssociations
),
known AS (
    SELECT
        studentReference.studentUniqueId AS student_id,
        coalesce(ProgramType(programReference.programTypeDescriptor), trim(regexp_replace(
            lower(programReference.programTypeDescriptor), '[^a-z0-9]+', '_', 'g'), '_')) AS program,
        programReference.programName AS detail,
        *
    FROM named
    WHERE ProgramType(programReference.programTypeDescriptor) IS NOT NULL
        OR NOT knows_ProgramType(programReference.programTypeDescriptor)
),
steps AS (
    SELECT student_id, program, 'started' AS step, left(beginDate, 10) AS date, detail, _file, _row
    FROM known
    UNION ALL
    SELECT student_id, program, ReasonExited(reasonExitedDescriptor), left(endDate, 10), detail,
        _file, _row
    FROM known
    WHERE ReasonExited(reasonExitedDescriptor) IS NOT NULL
)
SELECT student_id, program, step, date, year_of(date) AS school_year, detail,
    min_by(_file, (_file, _row)) AS _file, min_by(_row, (_file, _row)) AS _row
FROM steps
GROUP BY student_id, program, step, date, detail
ORDER BY _file, _row, step
