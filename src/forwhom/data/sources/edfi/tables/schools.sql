-- schools: one row a school. The level comes from the category, else from the grades it has.
WITH graded AS (
    SELECT
        *,
        list_distinct([SchoolCategory(c.schoolCategoryDescriptor) FOR c IN schoolCategories
            IF SchoolCategory(c.schoolCategoryDescriptor) IS NOT NULL]) AS levels,
        [coalesce(TRY_CAST(GradeLevel(g.gradeLevelDescriptor) AS INTEGER), 0) FOR g IN gradeLevels
            IF GradeLevel(g.gradeLevelDescriptor) IS NOT NULL] AS grades
    FROM schools
)
SELECT
    schoolId AS school_id,
    nameOfInstitution AS name,
    CASE
        WHEN len(levels) = 1 THEN levels[1]
        WHEN list_max(grades) <= 5 THEN 'elementary'
        WHEN list_min(grades) >= 9 THEN 'high'
        WHEN list_min(grades) >= 5 AND list_max(grades) <= 9 THEN 'middle'
        WHEN list_min(grades) <= 2 AND list_max(grades) <= 8 THEN 'k8'
        WHEN list_min(grades) <= 2 AND list_max(grades) = 12 THEN 'k12'
        WHEN len(levels) > 1 OR len(grades) > 0 THEN 'other'
    END AS level,
    coalesce(
        CharterStatus(charterStatusDescriptor),
        AdministrativeFundingControl(administrativeFundingControlDescriptor),
        SchoolType(schoolTypeDescriptor)
    ) AS kind,
    _file,
    _row
FROM graded
