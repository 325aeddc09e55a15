-- attendance_years: how many school days each child was enrolled, from the calendar and the stay.
WITH days AS (
    SELECT
        calendarReference.schoolId AS school_id,
        school_year(calendarReference.schoolYear) AS school_year,
        calendarReference.calendarCode AS calendar_code,
        left(date, 10) AS date
    FROM calendarDates
    WHERE list_contains(
        [CalendarEvent(e.calendarEventDescriptor) FOR e IN calendarEvents], 'school_day')
),
terms AS (
    SELECT schoolReference.schoolId AS school_id,
        school_year(schoolYearTypeReference.schoolYear) AS school_year,
        left(beginDate, 10) AS begins, left(endDate, 10) AS ends,
        max(TRY_CAST(totalInstructionalDays AS INTEGER)) AS days
    FROM sessions GROUP BY ALL
),
-- A calendar with less than half of the days that the sessions announce is not whole: left out.
announced AS (
    SELECT school_id, school_year, max(days) AS days FROM terms GROUP BY school_id, school_year
),
calendars AS (
    SELECT d.school_id, d.school_year, d.calendar_code
    FROM days d LEFT JOIN announced a USING (school_id, school_year)
    GROUP BY ALL HAVING count(DISTINCT d.date) * 2 >= coalesce(any_value(a.days), 0)
),
the_only AS (
    SELECT school_id, school_year, min(calendar_code) AS calendar_code
    FROM calendars GROUP BY school_id, school_year HAVING count(*) = 1
),
dated AS (
    SELECT s.*, coalesce(c.calendar_code, o.calendar_code) AS days_of
    FROM stays s
    LEFT JOIN calendars c USING (school_id, school_year, calendar_code)
    LEFT JOIN the_only o USING (school_id, school_year)
),
counted AS (
    SELECT s.student_id, s.school_id, s.school_year, count(DISTINCT d.date) AS days_enrolled
    FROM dated s
    LEFT JOIN days d ON d.school_id = s.school_id AND d.school_year = s.school_year
        AND d.calendar_code = s.days_of
        AND d.date >= coalesce(left(s.entry_date, 10), '0001-01-01')
        AND d.date <= coalesce(left(s.exit_date, 10), '9999-12-31')
    WHERE s.days_of IS NOT NULL
    GROUP BY ALL
),
-- Without a calendar, a session says how many days it has; half a session nobody can count.
apart AS (
    SELECT t.school_id, t.school_year FROM terms t
    JOIN terms u USING (school_id, school_year)
    WHERE (t.begins, t.ends) <> (u.begins, u.ends) AND t.begins <= u.ends AND u.begins <= t.ends
),
by_term AS (
    SELECT s.student_id, s.school_id, s.school_year, t.begins, any_value(t.days) AS days,
        bool_or(coalesce(left(s.entry_date, 10), '0001-01-01') <= t.begins
            AND coalesce(left(s.exit_date, 10), '9999-12-31') >= t.ends) AS whole,
        bool_or(coalesce(left(s.entry_date, 10), '0001-01-01') <= t.ends
            AND coalesce(left(s.exit_date, 10), '9999-12-31') >= t.begins) AS touches
    FROM dated s JOIN terms t USING (school_id, school_year)
    WHERE s.days_of IS NULL
        AND (s.school_id, s.school_year) NOT IN (SELECT (school_id, school_year) FROM apart)
    GROUP BY ALL
),
summed AS (
    SELECT student_id, school_id, school_year, sum(days) FILTER (WHERE touches) AS days_enrolled
    FROM by_term GROUP BY ALL
    HAVING bool_and(whole OR NOT touches) AND count(days) = count(*)
)
SELECT n.*, f._file, f._row
FROM (SELECT * FROM counted UNION ALL SELECT * FROM summed) n
JOIN (
    SELECT student_id, school_id, school_year,
        min_by(_file, (_file, _row)) AS _file, min_by(_row, (_file, _row)) AS _row
    FROM stays GROUP BY ALL
) f USING (student_id, school_id, school_year)
WHERE n.days_enrolled IS NOT NULL
ORDER BY _file, _row
