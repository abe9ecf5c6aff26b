-- The name, e-mail address or external id contains a text, ignoring case.
person.search_text LIKE lower($pattern::text)
