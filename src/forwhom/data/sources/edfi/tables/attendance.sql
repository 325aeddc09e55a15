-- attendance: one row a child, school and day. Tardy, early departure and partial are no absence.
WITH known AS (
    SELECT
        studentReference.studentUniqueId AS student_id,
        schoolReference.schoolId AS school_id,
        eventDate AS date,
        AttendanceEventCategory(attendanceEventCategoryDescriptor) AS status,
        TRY_CAST(eventDuration AS DOUBLE) AS duration,
        _file, _row,
        knows_AttendanceEventCategory(attendanceEventCategoryDescriptor)
            AND attendanceEventCategoryDescriptor IS NOT NULL AS known_code
    FROM studentSchoolAttendanceEvents
),
-- A part of the day may be written twice; then it is one.
parts AS (
    SELECT student_id, school_id, date, status,
        max(CASE WHEN duration > 0 AND duration < 1 THEN duration ELSE 1 END) AS share,
        min_by(_file, (_file, _row)) AS _file,
        min_by(_row, (_file, _row)) AS _row
    FROM known
    WHERE status IS NOT NULL
    GROUP BY student_id, school_id, date, status
),
-- Half a day excused and half a day not are one day: its longer part says which.
days AS (
    SELECT student_id, school_id, date,
        max_by(status, (share, status)) FILTER (WHERE status <> 'present') AS away,
        least(1, sum(share) FILTER (WHERE status <> 'present')) AS away_share,
        max(share) FILTER (WHERE status = 'present') AS present_share,
        min_by(_file, (_file, _row)) AS _file,
        min_by(_row, (_file, _row)) AS _row
    FROM parts
    GROUP BY student_id, school_id, date
)
SELECT
    student_id, school_id, date,
    coalesce(away, 'present') AS status,
    nullif(CASE WHEN away IS NULL THEN present_share ELSE away_share END, 1) AS share_of_day,
    _file, _row,
    NULL::VARCHAR AS _refuse_column, NULL::VARCHAR AS _refuse_reason,
    NULL::VARCHAR AS _refuse_remedy
FROM days
UNION ALL
SELECT
    student_id, school_id, date, NULL, NULL, _file, _row,
    'attendanceEventCategoryDescriptor',
    'is a code that is not in the standard''s list',
    'Say in edfi.toml what it means; docs/how-to/ed-fi.md shows how.'
FROM known
WHERE NOT known_code
ORDER BY _file, _row
