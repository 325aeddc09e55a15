-- incident_students: a child with two behaviors in one incident is one row, with both.
WITH named AS (
    SELECT
        disciplineIncidentReference AS incident, studentReference.studentUniqueId AS student_id,
        coalesce([DisciplineIncidentParticipationCode(
            p.disciplineIncidentParticipationCodeDescriptor)
            FOR p IN disciplineIncidentParticipationCodes][1], 'offender') AS role,
        behaviorDescriptor AS behavior, true AS known_code, _file, _row
    FROM studentDisciplineIncidentBehaviorAssociations
    UNION ALL
    -- Whoever is named here did not act; a role we do not know is that of one who watched.
    SELECT
        disciplineIncidentReference, studentReference.studentUniqueId,
        CASE WHEN list_contains([DisciplineIncidentParticipationCode(
            p.disciplineIncidentParticipationCodeDescriptor)
            FOR p IN disciplineIncidentParticipationCodes], 'harmed') THEN 'harmed'
        ELSE 'witness' END,
        NULL, true, _file, _row
    FROM studentDisciplineIncidentNonOffenderAssociations
    UNION ALL
    SELECT
        disciplineIncidentReference, studentReference.studentUniqueId,
        StudentParticipationCode(studentParticipationCodeDescriptor),
        array_to_string([b.behaviorDescriptor FOR b IN behaviors], ' + '),
        knows_StudentParticipationCode(studentParticipationCodeDescriptor)
            AND studentParticipationCodeDescriptor IS NOT NULL,
        _file, _row
    FROM studentDisciplineIncidentAssociations
)
SELECT
    incident.schoolId || '-' || incident.incidentIdentifier AS incident_id,
    student_id, role,
    string_agg(DISTINCT behavior, ' + ' ORDER BY behavior) AS behavior,
    min_by(_file, (_file, _row)) AS _file, min_by(_row, (_file, _row)) AS _row,
    CASE WHEN NOT known_code THEN 'studentParticipationCodeDescriptor' END AS _refuse_column,
    CASE WHEN NOT known_code THEN 'is missing or not in the standard''s list' END
        AS _refuse_reason,
    CASE WHEN NOT known_code THEN 'Say in edfi.toml what it means.' END AS _refuse_remedy
FROM named
GROUP BY 1, student_id, role, known_code
ORDER BY _file, _row
