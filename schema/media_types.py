"""The two media types of GraphQL answers, and which of them a client would rather have."""

GRAPHQL_RESPONSE = "application/graphql-response+json"
JSON = "application/json"
VARY = "Authorization, Accept, Accept-Encoding"  # what an answer depends on besides what is asked


def preferred(accept: str) -> str:
    """The media type to answer with, by the value of the header `Accept`.

    Only who asks for application/graphql-response+json by its name gets it, and not who likes application/json more:
    the status of an answer is 200 for everything that is application/json.
    """
    qualities = dict(map(_quality, accept.split(",")))
    quality = qualities.get(GRAPHQL_RESPONSE, 0.0)
    return GRAPHQL_RESPONSE if 0 < quality >= qualities.get(JSON, 0.0) else JSON


def _quality(part: str) -> tuple[str, float]:
    media_type, *parameters = (piece.strip().lower() for piece in part.split(";"))
    given = next((piece[2:] for piece in parameters if piece.startswith("q=")), "1")
    try:
        return media_type, float(given)
    except ValueError:
        return media_type, 0.0
