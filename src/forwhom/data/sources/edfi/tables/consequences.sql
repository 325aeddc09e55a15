-- consequences: one row for each incident, child, kind and first day of an action.
WITH associated AS (
    SELECT
        x.id, x._file AS of_file, x.disciplineIncidentReference.schoolId AS school_id,
        x.disciplineIncidentReference.incidentIdentifier AS incident
    FROM studentDisciplineIncidentBehaviorAssociations x WHERE x.id IS NOT NULL
),
identified AS (
    SELECT id, _file AS of_file, schoolReference.schoolId AS school_id,
        incidentIdentifier AS incident
    FROM disciplineIncidents WHERE id IS NOT NULL
),
answers AS (
    SELECT
        a.*, unnest(coalesce(nullif(list_concat(
            [{'school_id': r.studentDisciplineIncidentBehaviorAssociationReference.schoolId,
              'incident':
                r.studentDisciplineIncidentBehaviorAssociationReference.incidentIdentifier,
              'incident_ref': r.studentDisciplineIncidentBehaviorAssociationReference.incidentRef,
              'ref': r.studentDisciplineIncidentBehaviorAssociationReference.associationRef}
             FOR r IN coalesce(studentDisciplineIncidentBehaviorAssociations, [])],
            [{'school_id': s.studentDisciplineIncidentAssociationReference.schoolId,
              'incident': s.studentDisciplineIncidentAssociationReference.incidentIdentifier,
              'incident_ref': NULL::VARCHAR, 'ref': NULL::VARCHAR}
             FOR s IN coalesce(studentDisciplineIncidentAssociations, [])]
        ), []), [{'school_id': NULL::VARCHAR, 'incident': NULL::VARCHAR,
            'incident_ref': NULL::VARCHAR, 'ref': NULL::VARCHAR}])) AS i,
        coalesce(len(studentDisciplineIncidentBehaviorAssociations), 0) = 0
            AND coalesce(len(studentDisciplineIncidentAssociations), 0) = 0 AS alone
    FROM disciplineActions a
),
resolved AS (
    SELECT
        CASE WHEN alone THEN responsibilitySchoolReference.schoolId || '-action-'
            || disciplineActionIdentifier || '-' || studentReference.studentUniqueId || '-'
            || left(disciplineDate, 10)
        ELSE coalesce(r.i.school_id, d.school_id, x.school_id) || '-'
            || coalesce(r.i.incident, d.incident, x.incident) END AS incident_id,
        r.*
    FROM answers r
    LEFT JOIN identified d ON d.id = r.i.incident_ref AND d.of_file = r._file
    LEFT JOIN associated x ON x.id = r.i.ref AND x.of_file = r._file
),
kinds AS (
    SELECT r.incident_id, r.studentReference.studentUniqueId AS student_id,
        Discipline(k.one.disciplineDescriptor) AS kind,
        knows_Discipline(k.one.disciplineDescriptor) AS known_code,
        left(disciplineDate, 10) AS start_date,
        -- An action with several measures has one length: that of the suspension.
        CASE WHEN len(disciplines) = 1 OR Discipline(k.one.disciplineDescriptor) = list_min([
            CASE Discipline(d.disciplineDescriptor) WHEN 'out_of_school_suspension' THEN '1'
                WHEN 'in_school_suspension' THEN '2' WHEN 'expulsion' THEN '3' ELSE '4' END
            || Discipline(d.disciplineDescriptor) FOR d IN disciplines])[2:]
        THEN coalesce(actualDisciplineActionLength, disciplineActionLength) END AS days,
        _file, _row
    FROM resolved r, UNNEST(disciplines) AS k(one)
)
SELECT incident_id, student_id, kind, start_date, max(TRY_CAST(days AS DOUBLE)) AS days,
    min_by(_file, (_file, _row)) AS _file, min_by(_row, (_file, _row)) AS _row,
    NULL::VARCHAR AS _refuse_column, NULL::VARCHAR AS _refuse_reason,
    NULL::VARCHAR AS _refuse_remedy
FROM kinds
WHERE kind IS NOT NULL
GROUP BY incident_id, student_id, kind, start_date
UNION ALL
-- A child who acted in an incident that was reported to law enforcement was referred there.
SELECT i.schoolReference.schoolId || '-' || i.incidentIdentifier,
    s.studentReference.studentUniqueId, 'law_enforcement', left(i.incidentDate, 10), NULL,
    min(i._file), min(i._row), NULL, NULL, NULL
FROM disciplineIncidents i
JOIN studentDisciplineIncidentBehaviorAssociations s
    ON s.disciplineIncidentReference.incidentIdentifier = i.incidentIdentifier
    AND s.disciplineIncidentReference.schoolId = i.schoolReference.schoolId
WHERE says_yes(i.reportedToLawEnforcement)
    AND coalesce([DisciplineIncidentParticipationCode(
        p.disciplineIncidentParticipationCodeDescriptor)
        FOR p IN s.disciplineIncidentParticipationCodes][1], 'offender') = 'offender'
GROUP BY ALL
UNION ALL
SELECT incident_id, student_id, NULL, start_date, NULL, _file, _row, 'disciplineDescriptor',
    'is a code that is not in the standard''s list',
    'Say in edfi.toml what it means; docs/how-to/ed-fi.md shows how.'
FROM kinds
WHERE NOT known_code
ORDER BY _file, _row
