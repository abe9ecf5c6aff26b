"""The limits of a GraphQL request. docs/limits.md describes the error beyond each of them.

Parsing, validation and execution block the event loop of the process, so other requests wait meanwhile. The limits
keep the work for one document proportional to its length. A generated dashboard of 250 blocks has about 7,000
tokens, 250 aliases and 3,000 fields.
"""

# Commas and opening brackets of a body, also those in texts: every value of a list or object follows one. Decoding so
# many takes up to a few tenths of a second, and the largest batches have fewer: 10,000 people can have 50 values each.
MOST_JSON_VALUES = 500_000

# Parsing 250,000 characters takes up to a tenth of a second, even if they are one string, comment or run of spaces.
MOST_DOCUMENT_CHARACTERS = 250_000

# Including comments. The time of parsing and validation is proportional to the number of tokens.
MOST_TOKENS = 10_000

# Python converts numbers of at most 4,300 digits to and from text, and graphql-core quotes them in its errors.
MOST_NUMBER_CHARACTERS = 4_000

# The parser of graphql-core refuses deeper documents, and its validation deeper chains of fragments.
MOST_NESTING = 200

# Validation visits every fragment once for each operation that reaches it.
MOST_OPERATIONS = 50

# Fields of the same name in one place are compared in pairs: 1,000 of them make 500,000 comparisons. graphql-core
# charges two units for a pair, and takes about a second for its own default of 500,000 units.
MOST_COMPARISON_UNITS = 100_000

# Nested fields that have a selection, without those of introspection.
MOST_DEPTH = 15

# Fields of one operation, counting those of a fragment at every spread: fragments that spread fragments multiply.
MOST_FIELDS = 10_000

# An alias allows the same field with other arguments, which may take one more statement.
MOST_ALIASES = 500

# Points of one operation, with its variables. A point takes up to 3.5 microseconds and 200 bytes of memory. A page of
# 200 people with 25 entries each and all of their scalars costs 127,000, the usual introspection query 64,000.
MOST_COST = 200_000

# Of hundreds of errors in a document only the first are reported: a response must not be larger than its request.
MOST_REQUEST_ERRORS = 5

# Errors quote what the client sent, which may be megabytes long, or have thousands of duplicates.
MOST_MESSAGE_CHARACTERS = 1_000
MOST_LOCATIONS = 20

# Searching for names similar to a misspelt one of 16 million characters takes 600 MB of memory.
MOST_SUGGESTED_CHARACTERS = 10_000
MOST_SUGGESTED_VALUES = 10_000
