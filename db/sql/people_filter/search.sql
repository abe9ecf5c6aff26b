-- A text occurs in the name, e-mail address or external id; upper and lower case are the same.
person.search_text LIKE lower($pattern::text)
