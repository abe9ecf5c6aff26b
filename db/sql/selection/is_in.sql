-- A column equals one of these ids.
{column} IN (
    {ids}
)
