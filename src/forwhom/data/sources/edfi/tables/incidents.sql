-- incidents: an incident's number is its school's own, so the school stands before it.
-- An action that names no incident is an answer to one all the same.
SELECT
    schoolReference.schoolId || '-' || incidentIdentifier AS incident_id,
    schoolReference.schoolId AS school_id,
    left(incidentDate, 10) AS date,
    left(incidentTime, 5) AS time,
    incidentLocationDescriptor AS place,
    reporterDescriptionDescriptor AS referrer_role,
    _file, _row
FROM disciplineIncidents
UNION ALL
SELECT
    responsibilitySchoolReference.schoolId || '-action-' || disciplineActionIdentifier || '-'
        || studentReference.studentUniqueId || '-' || left(disciplineDate, 10),
    responsibilitySchoolReference.schoolId,
    left(disciplineDate, 10), NULL, NULL, NULL, _file, _row
FROM disciplineActions
WHERE coalesce(len(studentDisciplineIncidentBehaviorAssociations), 0) = 0
    AND coalesce(len(studentDisciplineIncidentAssociations), 0) = 0
    AND (len(disciplines) IS NULL OR len(disciplines) = 0 OR len([1 FOR d IN disciplines
        IF Discipline(d.disciplineDescriptor) IS NOT NULL
            OR NOT knows_Discipline(d.disciplineDescriptor)]) > 0)
ORDER BY _file, _row
