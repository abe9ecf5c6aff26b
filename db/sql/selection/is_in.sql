-- A column has one of these ids.
{column} IN (
    {ids}
)
